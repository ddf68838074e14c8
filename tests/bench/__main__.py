"""`python -m tests.bench [--incidents N] [--rounds N]`: fills two databases, measures, shows and writes the figures."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from services.embedded_postgres.serve import run_command
from tests.bench import cluster, table
from tests.bench.run import run

SMALL, LARGE = 10_000, 100_000
ROUNDS = 7
INTERRUPTED = 130


def main() -> int:
    """0 when it was measured, whatever the figures."""
    about = "How fast the service is, beside the bare minimum."
    parser = argparse.ArgumentParser(prog="script/bench", description=about)
    parser.add_argument("--incidents", type=int, default=LARGE, help=f"in the larger database; the other has {SMALL:,}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median is told")
    given = parser.parse_args()
    sizes = sorted({min(SMALL, given.incidents), given.incidents})
    return run_command("script/bench", lambda: _bench(sizes, given.rounds), stopped_status=INTERRUPTED)


def _bench(sizes: Sequence[int], rounds: int) -> int:
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - begun:6.0f} s  {what}", file=sys.stderr, flush=True)

    with cluster.thrown_away() as folder:
        lines, told = run(folder, sizes, rounds, say)
    print(table.shown(lines))
    print(told)
    print(f"\nWritten to {table.written(lines)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
