"""The operator's commands, as an operator runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.auth.parties import Party
from tests.support.databases import Database

ROOT = Path(__file__).parents[2]


def test_an_operator_closes_a_client_and_opens_it_again(shared_database: Database, school: Party) -> None:
    closed = run(shared_database, "disable-client", school.client_id)
    assert (closed.returncode, closed.stdout.strip()) == (0, "disable-client: done")
    assert school.ask().status_code == 401
    assert run(shared_database, "enable-client", school.client_id).returncode == 0
    assert school.ask().status_code == 200


@pytest.mark.parametrize("client_id", ["nobody", "", "x" * 500, "no body"])
def test_a_client_that_is_none_gives_one_line(shared_database: Database, client_id: str) -> None:
    failed = run(shared_database, "disable-client", client_id)
    assert (failed.returncode, failed.stderr.strip()) == (1, "auth: there is no such client")


def test_a_database_that_does_not_answer_gives_one_line(shared_database: Database) -> None:
    failed = run(shared_database, "disable-client", "x", DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert failed.returncode == 1
    assert failed.stderr.startswith("auth: ")
    assert failed.stderr.count("\n") == 1


def run(database: Database, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | database.environment | variables
    command = [sys.executable, "-m", "auth", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
