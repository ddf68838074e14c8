"""`python -m tests.bench`: fill databases, measure, print and write the figures."""

from __future__ import annotations

import argparse
import sys
import time

from services.embedded_postgres.serve import run_command
from tests.bench import cluster, table
from tests.bench.operations import OPERATIONS
from tests.bench.run import Plan, run_benchmark

DEFAULT_SMALL_SIZE, DEFAULT_LARGE_SIZE = 10_000, 100_000
DEFAULT_ROUNDS, QUICK_ROUNDS = 7, 3
DEFAULT_CLIENTS, QUICK_CLIENTS = "1,8,32,128", "1,8"
FAN_OUT = "fan-out"
EXIT_INTERRUPTED = 130


def main() -> int:
    """Parse the command line, run the benchmark and return the exit status: 0 whatever the figures are."""
    plan = _read_plan(_create_parser().parse_args())
    return run_command("script/bench", lambda: _run(plan), stopped_status=EXIT_INTERRUPTED)


def _create_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="script/bench", description="Compare the speed of the service with that of a minimal application."
    )
    parser.add_argument("--against", metavar="REVISION", help="measure this earlier git revision in the same rounds")
    parser.add_argument(
        "--incidents",
        type=int,
        help=f"number in the larger database ({DEFAULT_LARGE_SIZE:,}); the smaller one has {DEFAULT_SMALL_SIZE:,}",
    )
    parser.add_argument("--rounds", type=int, help=f"number of rounds ({DEFAULT_ROUNDS}); the medians are reported")
    parser.add_argument("--clients", help=f"numbers of concurrent clients ({DEFAULT_CLIENTS})")
    parser.add_argument("--only", help=f"words of operations, such as get,list,{FAN_OUT}; all others are left out")
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"only the smaller database, {QUICK_ROUNDS} rounds and {QUICK_CLIENTS} clients: a few minutes",
    )
    return parser


def _read_plan(options: argparse.Namespace) -> Plan:
    """Return the plan that the options describe."""
    large_size = options.incidents or (DEFAULT_SMALL_SIZE if options.quick else DEFAULT_LARGE_SIZE)
    clients = options.clients or (QUICK_CLIENTS if options.quick else DEFAULT_CLIENTS)
    words = options.only.split(",") if options.only else [""]
    return Plan(
        sizes=sorted({min(DEFAULT_SMALL_SIZE, large_size), large_size}),
        rounds=options.rounds or (QUICK_ROUNDS if options.quick else DEFAULT_ROUNDS),
        client_counts=[int(count) for count in clients.split(",")],
        operations=[operation for operation in OPERATIONS if any(word in operation.name for word in words)],
        has_fan_out=any(word in FAN_OUT for word in words),
        against=options.against,
    )


def _run(plan: Plan) -> int:
    """Run the benchmark with progress on standard error, print and write the results, and return 0."""
    started = time.monotonic()

    def report_progress(message: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {message}", file=sys.stderr, flush=True)

    with cluster.temporary_cluster_folder() as folder:
        results = run_benchmark(folder, plan, report_progress)
    print(table.format_tables(results))
    print(f"\nWritten to {table.write_json(results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
