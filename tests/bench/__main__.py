"""`python -m tests.bench [--incidents N] [--rounds N]`: fill databases, measure, print and write the figures."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from services.embedded_postgres.serve import run_command
from tests.bench import cluster, table
from tests.bench.run import run_benchmark

DEFAULT_SMALL_SIZE, DEFAULT_LARGE_SIZE = 10_000, 100_000
DEFAULT_ROUNDS = 7
EXIT_INTERRUPTED = 130


def main() -> int:
    """Parse the command line, run the benchmark and return the exit status: 0 whatever the figures are."""
    parser = argparse.ArgumentParser(
        prog="script/bench", description="Compare the speed of the service with that of a minimal application."
    )
    parser.add_argument(
        "--incidents",
        type=int,
        default=DEFAULT_LARGE_SIZE,
        help=f"number of incidents in the larger database; the smaller one has {DEFAULT_SMALL_SIZE:,}",
    )
    parser.add_argument("--rounds", type=int, default=DEFAULT_ROUNDS, help="number of rounds; the medians are reported")
    options = parser.parse_args()
    sizes = sorted({min(DEFAULT_SMALL_SIZE, options.incidents), options.incidents})
    return run_command("script/bench", lambda: _run(sizes, options.rounds), stopped_status=EXIT_INTERRUPTED)


def _run(sizes: Sequence[int], rounds: int) -> int:
    """Run the benchmark with progress on standard error, print and write the results, and return 0."""
    started = time.monotonic()

    def report_progress(message: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {message}", file=sys.stderr, flush=True)

    with cluster.temporary_cluster_folder() as folder:
        measurements, fan_out_result = run_benchmark(folder, sizes, rounds, report_progress)
    print(table.format_table(measurements))
    print(fan_out_result)
    print(f"\nWritten to {table.write_json(measurements)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
