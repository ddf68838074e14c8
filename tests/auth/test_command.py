"""The operator's commands, run as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.auth.api_clients import ApiClient, register_with_secret
from tests.support.databases import Database

ROOT = Path(__file__).parents[2]


def test_an_operator_disables_and_enables_a_client(shared_database: Database, school: ApiClient) -> None:
    disabled = run_command(shared_database, "disable-client", school.client_id)
    assert (disabled.returncode, disabled.stdout.strip()) == (0, "disable-client: done")
    assert school.request_token().status_code == 401
    assert run_command(shared_database, "enable-client", school.client_id).returncode == 0
    assert school.request_token().status_code == 200


def test_an_operator_disables_every_client_of_an_organisation_and_no_other(
    shared_database: Database, base_url: str
) -> None:
    client, other = register_with_secret(base_url), register_with_secret(base_url)
    colleague = register_with_secret(base_url, organisation=client.organisation_id)
    disabled = run_command(shared_database, "disable-client", "--organisation", str(client.organisation_id))
    assert (disabled.returncode, disabled.stdout.strip()) == (0, "disable-client: done")
    statuses = [each.request_token().status_code for each in (client, colleague, other)]
    assert statuses == [401, 401, 200]


@pytest.mark.parametrize("client_id", ["nobody", "", "x" * 500, "no body"])
def test_an_unknown_client_gives_one_line(shared_database: Database, client_id: str) -> None:
    failed = run_command(shared_database, "disable-client", client_id)
    assert (failed.returncode, failed.stderr.strip()) == (1, "auth: there is no such client")


def test_an_unreachable_database_gives_one_line(shared_database: Database) -> None:
    failed = run_command(shared_database, "disable-client", "x", DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert failed.returncode == 1
    assert failed.stderr.startswith("auth: ")
    assert failed.stderr.count("\n") == 1


def run_command(database: Database, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | database.environment | variables
    command = [sys.executable, "-m", "auth", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
