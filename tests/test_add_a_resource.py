"""The steps of docs/add-a-resource.md, applied to a copy of the source tree, pass the checks of the project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.guide import apply_steps, copy_source_tree
from tests.support.markers import slow

MAX_FILES = 8
CHECKS = (
    ("-m", "openapi", "write"),
    ("-m", "services.resources", "write"),
    ("-m", "ruff", "check", "--quiet", "."),
    ("-m", "ruff", "format", "--quiet", "--check", "."),
    ("-m", "mypy"),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ("-m", "tests.support.check_migrations"),
)
# General tests that walk over all resources, and the test that the guide itself adds.
TESTS = (
    "tests/policy",
    "tests/isolation/test_row_level_security.py",
    "tests/api/test_contacts.py",
    "tests/api/test_contract.py",
    "tests/api/test_examples.py",
    "tests/api/test_idempotency.py",
    "tests/api/test_routes.py",
    "tests/api/test_schemas.py",
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source tree."""
    path = tmp_path_factory.mktemp("tree")
    copy_source_tree(path)
    return path


def test_a_resource_is_added_with_eight_files_and_no_change_in_the_tests(tree: Path) -> None:
    """Given a copy of the tree; when the steps are applied; then at most eight files differ, and no existing test."""
    tests = {path: path.read_bytes() for path in tree.glob("tests/**/*.py")}
    assert len(apply_steps(tree)) <= MAX_FILES
    assert all(path.read_bytes() == content for path, content in tests.items())


@slow
def test_the_tree_with_the_new_resource_passes_the_checks(tree: Path) -> None:
    """Given the tree with the new resource; when linters, types, contracts and tests run; then all pass."""
    for check in CHECKS:
        run(tree, *check)
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS)


def run(tree: Path, *arguments: str) -> None:
    """Run Python in the tree; fail with the end of its output."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TARIAN_", "DATABASE_"))
    }
    finished = subprocess.run([sys.executable, *arguments], cwd=tree, env=environ, capture_output=True, text=True)
    assert finished.returncode == 0, (finished.stdout + finished.stderr)[-4000:]
