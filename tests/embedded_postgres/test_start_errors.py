"""`script/server` reports why it does not start in one line, without a traceback and without a password."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import lock_checkout
from tests.support.databases import Database, copy_unconfigured_environment


def get_start_error(checkout: Path, **variables: str) -> str:
    """Start the service and return the one line with which it fails."""
    result = subprocess.run(
        [sys.executable, "-m", "services.embedded_postgres.serve"],
        cwd=checkout,
        env=copy_unconfigured_environment() | {"PORT": "0"} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("script/server: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_a_port_in_use_is_reported(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        assert f"port {port} is in use" in get_start_error(checkout, PORT=port)


@pytest.mark.parametrize("port", ["http", "-1", "65536", "80 80", "٣"])
def test_an_invalid_port_is_reported(checkout: Path, port: str) -> None:
    assert "PORT must be a number" in get_start_error(checkout, PORT=port)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://web:canary@127.0.0.1/tarian", "must be a postgresql:// address"),
        ("canary", "must be a postgresql:// address"),
        ("postgresql://web:%canary@127.0.0.1/tarian", "is not a valid postgresql:// address"),
        ("postgresql://web:canary@127.0.0.1/tarian?canary=1", "is not a valid postgresql:// address"),
        ("postgresql://web:can@canary@no.such.host.invalid/tarian", "host is not known"),
        ("postgresql://web:canary@127.0.0.1:port/tarian", "port"),
        ("postgresql://web:canary@127.0.0.1:1/tarian", "Connection refused"),
    ],
)
def test_a_wrong_database_url_is_reported_without_its_password(
    checkout: Path, url: str, reason: str, cluster: Cluster
) -> None:
    line = get_start_error(checkout, **(valid_settings(cluster) | {"DATABASE_URL": url}))
    assert reason in line
    assert "canary" not in line


def test_a_wrong_password_and_a_missing_database_are_reported(checkout: Path, database: Database) -> None:
    wrong_password_url = database.app_url.replace("tarian_web:", "tarian_web:canary")
    line = get_start_error(checkout, **(database.environment | {"DATABASE_URL": wrong_password_url}))
    assert "password authentication failed" in line
    assert "canary" not in line
    missing_database_url = database.app_url.replace(database.name, "missing")
    line = get_start_error(checkout, **(database.environment | {"DATABASE_URL": missing_database_url}))
    assert 'database "missing"' in line


def test_the_url_of_the_owner_is_refused_for_the_service(checkout: Path, database: Database) -> None:
    line = get_start_error(checkout, **(database.environment | {"DATABASE_URL": database.owner_url}))
    assert "owns no table" in line


def test_a_database_without_the_schema_is_reported(checkout: Path, cluster: Cluster, database: Database) -> None:
    variables = database.environment | {"DATABASE_URL": cluster.url("app")}
    del variables["MIGRATION_DATABASE_URL"]
    assert "does not exist" in get_start_error(checkout, **variables)


def test_an_external_database_without_keys_is_reported(checkout: Path, database: Database) -> None:
    assert "TARIAN_ENCRYPTION_KEY" in get_start_error(checkout, DATABASE_URL=database.app_url)


def test_an_unwritable_folder_is_reported(checkout: Path) -> None:
    # A read-only folder would not stop root; a file in place of the folder stops every user.
    (checkout / "var").write_text("in the way")
    assert str(checkout / "var") in get_start_error(checkout)


def test_a_second_service_in_the_same_checkout_is_refused(checkout: Path) -> None:
    with lock_checkout(checkout / "var"):
        assert f"already runs in this checkout, as process {os.getpid()}" in get_start_error(checkout)


def valid_settings(cluster: Cluster) -> dict[str, str]:
    """Return all variables that the service needs except DATABASE_URL."""
    return Database("none", "", "", "", "").environment | {
        "MIGRATION_DATABASE_URL": cluster.url("owner"),
        "OPERATOR_DATABASE_URL": cluster.url("operator"),
    }
