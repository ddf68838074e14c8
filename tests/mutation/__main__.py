"""`python -m tests.mutation COSMIC_RAY [TARGET...]`: try the mutations of the targets and list the survivors.

Exit status 0: at least 90% were noticed, and every survivor is listed with a reason. 1: not so. 2: the run failed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from services.embedded_postgres import start_cluster
from tests.mutation.runs import ROOT, Outcome, RunFailed, Survivor, build_environment, copy_trees, run_target
from tests.mutation.targets import TARGETS
from tests.support.databases import create_template_database

EXPLAINED = Path(__file__).with_name("survivors.toml")
MIN_NOTICED = 0.9


def main(arguments: Sequence[str]) -> int:
    """Run the targets one after another, print the results, and return the exit status."""
    parser = argparse.ArgumentParser(prog="script/mutation", description="Change the code and see the tests notice.")
    parser.add_argument("cosmic_ray", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", help=f"any of: {', '.join(TARGETS)}; default all")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_intermixed_args(arguments)
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    trees = copy_trees(ROOT / "var" / "mutation", options.processes)
    with tempfile.TemporaryDirectory() as directory:
        cluster = start_cluster(Path(directory), throwaway=True)
        try:
            create_template_database(cluster)
            environment = build_environment(Path(directory))
            outcomes = {}
            for name in options.targets or TARGETS:
                outcomes[name] = run_target(options.cosmic_ray, TARGETS[name], trees, environment)
                print_outcome(name, outcomes[name])
        except RunFailed as error:
            print(error, file=sys.stderr)
            return 2
        finally:
            cluster.stop()
    return print_summary(outcomes)


def print_outcome(name: str, outcome: Outcome) -> None:
    """Print the figures of one target and its survivors."""
    noticed = outcome.tried - len(outcome.survivors)
    print(f"{name}: {noticed} of {outcome.tried} noticed")
    for survivor in outcome.survivors:
        print(survivor if is_explained(survivor) else f"NOT EXPLAINED {survivor}", flush=True)


def print_summary(outcomes: dict[str, Outcome]) -> int:
    """Print the figures of all targets together and return the exit status."""
    survivors = [survivor for outcome in outcomes.values() for survivor in outcome.survivors]
    tried = sum(outcome.tried for outcome in outcomes.values())
    share = 1 - len(survivors) / tried
    unexplained = [survivor for survivor in survivors if not is_explained(survivor)]
    print(f"all: {tried - len(survivors)} of {tried} noticed ({share:.1%}), {len(unexplained)} survivors not explained")
    return 0 if share >= MIN_NOTICED and not unexplained else 1


def is_explained(survivor: Survivor) -> bool:
    """Return True when survivors.toml gives a reason for this change."""
    explained = tomllib.loads(EXPLAINED.read_text()).get("survivor", [])
    return any(
        (survivor.path, survivor.before) == (entry["path"], entry["before"]) and survivor.after in entry["after"]
        for entry in explained
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
