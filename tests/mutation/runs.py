"""One run of Cosmic Ray over a target: plan the mutations, share them among copies of the tree, collect the results."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.selection import Mutation, is_selected
from tests.mutation.targets import Target
from tests.support.guide import copy_source_tree

ROOT = Path(__file__).parents[2]
# A change can make a loop endless. The tests of a change that nobody notices take as long as those without any change.
MIN_TIMEOUT_SECONDS = 60
TIMEOUT_FACTOR = 3
CONFIGURATION = """\
[cosmic-ray]
module-path = {modules}
timeout = {timeout}.0
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
"""
SELECT_PLANNED = "select job_id, module_path, operator_name, start_pos_row, start_pos_col from mutation_specs"
SELECT_SURVIVORS = """
    select m.module_path, m.start_pos_row, m.operator_name, r.diff
    from mutation_specs m join work_results r using (job_id)
    where r.test_outcome = 'SURVIVED' order by m.module_path, m.start_pos_row, m.operator_name
"""


class RunFailed(Exception):
    """Cosmic Ray, or a test run without any mutation, failed. The message is the end of the output."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutation that no test noticed: the line as it was, and as it became."""

    path: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}\n  - {self.before}\n  + {self.after}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The number of mutations that were tried, and those that survived."""

    tried: int
    survivors: Sequence[Survivor]


def run_target(cosmic_ray: Path, target: Target, trees: Sequence[Path], environment: dict[str, str]) -> Outcome:
    """Try every selected mutation of a target; each tree gets an equal share and runs on its own.

    Raises:
        RunFailed: a test fails without any mutation, or Cosmic Ray fails.
    """
    seconds = _measure_tests(target, trees[0], environment)
    timeout = max(MIN_TIMEOUT_SECONDS, TIMEOUT_FACTOR * seconds)
    sessions = [_plan(cosmic_ray, target, tree, timeout, share, len(trees)) for share, tree in enumerate(trees)]
    running = [
        subprocess.Popen([cosmic_ray, "exec", tree / "mutation.toml", session], cwd=tree, env=environment)
        for session, tree in zip(sessions, trees, strict=True)
    ]
    if any(process.wait() for process in running):
        raise RunFailed("cosmic-ray exec failed")
    tried = sum(_count_tried(session) for session in sessions)
    return Outcome(tried, [survivor for session in sessions for survivor in _list_survivors(session)])


def _measure_tests(target: Target, tree: Path, environment: dict[str, str]) -> float:
    """Run the tests without any mutation and return how many seconds they take. Raise RunFailed when one fails."""
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *target.list_test_files(tree)]
    _check(subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False))
    return time.monotonic() - start


def _plan(cosmic_ray: Path, target: Target, tree: Path, timeout: float, share: int, shares: int) -> Path:
    """Write the configuration, plan the mutations, keep the selected ones of this share, and return the session."""
    modules = [module for module in target.modules if (tree / module).exists()]
    tests = " ".join(target.list_test_files(tree))
    text = CONFIGURATION.format(modules=modules, timeout=round(timeout), python=sys.executable, tests=tests)
    (tree / "mutation.toml").write_text(text)
    session = tree / "mutation.sqlite"
    session.unlink(missing_ok=True)
    command = [str(cosmic_ray), "init", "mutation.toml", str(session)]
    _check(subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False))
    with closing(sqlite3.connect(session)) as connection, connection:
        planned = [Mutation(*row) for row in connection.execute(SELECT_PLANNED)]
        selected = [mutation for mutation in sorted(planned, key=_get_position) if is_selected(mutation, tree)]
        dropped = {mutation.job_id for mutation in planned} - {mutation.job_id for mutation in selected[share::shares]}
        for table in ("mutation_specs", "work_items"):
            connection.executemany(f"delete from {table} where job_id = ?", [(job_id,) for job_id in dropped])
    return session


def _get_position(mutation: Mutation) -> tuple[str, int, int, str]:
    """Return the sort key of a mutation; it is the same in every copy of the tree."""
    return mutation.path, mutation.line, mutation.column, mutation.operator


def _count_tried(session: Path) -> int:
    """Return the number of mutations that Cosmic Ray could make and that tests ran with."""
    select_tried = "select count(*) from work_results where test_outcome in ('KILLED', 'SURVIVED')"
    with closing(sqlite3.connect(session)) as connection:
        return int(connection.execute(select_tried).fetchone()[0])


def _list_survivors(session: Path) -> Iterator[Survivor]:
    """Yield the mutations that no test noticed."""
    with closing(sqlite3.connect(session)) as connection:
        for path, line, operator, diff in connection.execute(SELECT_SURVIVORS):
            before, after = (_find_changed_line(diff, sign) for sign in "-+")
            yield Survivor(path, line, before, after or operator)


def _find_changed_line(diff: str, sign: str) -> str:
    """Return the first removed or added line of a unified diff that is not blank, without the headers."""
    lines = (line for line in diff.splitlines() if line.startswith(sign) and not line.startswith(sign * 3))
    return next((line[1:].strip() for line in lines if line[1:].strip()), "")


def _check(finished: subprocess.CompletedProcess[str]) -> None:
    """Raise RunFailed when a command failed."""
    if finished.returncode:
        raise RunFailed((finished.stdout + finished.stderr)[-4000:])


def copy_trees(folder: Path, count: int) -> list[Path]:
    """Return copies of the source tree; what an earlier run left is deleted."""
    shutil.rmtree(folder, ignore_errors=True)
    trees = [folder / str(number) for number in range(count)]
    for tree in trees:
        tree.mkdir(parents=True)
        copy_source_tree(tree)
    return trees


def build_environment(cluster_folder: Path) -> dict[str, str]:
    """Return the environment of the tests: they use one running cluster, and write no bytecode."""
    return os.environ | {"TARIAN_TEST_CLUSTER": str(cluster_folder), "PYTHONDONTWRITEBYTECODE": "1"}
