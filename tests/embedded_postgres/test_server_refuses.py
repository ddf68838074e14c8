"""What keeps the service from starting is told in one line, without a traceback and without a password."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import alone_in
from tests.support.databases import Database, plain_environment


def refusal(checkout: Path, **variables: str) -> str:
    """The one line with which the service refuses to start."""
    done = subprocess.run(
        [sys.executable, "-m", "services.embedded_postgres.serve"],
        cwd=checkout,
        env=plain_environment() | {"PORT": "0"} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("script/server: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_a_port_in_use(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port} is in use" in refusal(checkout, PORT=port)


@pytest.mark.parametrize("port", ["http", "-1", "65536", "80 80", "٣"])
def test_a_port_that_is_none(checkout: Path, port: str) -> None:
    assert "PORT must be a number" in refusal(checkout, PORT=port)


@pytest.mark.parametrize(
    ("address", "reason"),
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
def test_an_address_that_leads_nowhere(checkout: Path, address: str, reason: str, cluster: Cluster) -> None:
    line = refusal(checkout, **(keys(cluster) | {"DATABASE_URL": address}))
    assert reason in line
    assert "canary" not in line


def test_a_wrong_password_and_a_database_that_is_not_there(checkout: Path, database: Database) -> None:
    wrong = database.app_url.replace("tarian_web:", "tarian_web:canary")
    line = refusal(checkout, **(database.environment | {"DATABASE_URL": wrong}))
    assert "password authentication failed" in line
    assert "canary" not in line
    elsewhere = database.app_url.replace(database.name, "nowhere")
    assert 'database "nowhere"' in refusal(checkout, **(database.environment | {"DATABASE_URL": elsewhere}))


def test_the_owners_address_in_the_place_of_the_services(checkout: Path, database: Database) -> None:
    line = refusal(checkout, **(database.environment | {"DATABASE_URL": database.owner_url}))
    assert "owns no table" in line


def test_a_database_without_the_schema(checkout: Path, cluster: Cluster, database: Database) -> None:
    variables = database.environment | {"DATABASE_URL": cluster.url("app")}
    del variables["MIGRATION_DATABASE_URL"]
    assert "does not exist" in refusal(checkout, **variables)


def test_a_named_database_without_keys(checkout: Path, database: Database) -> None:
    assert "TARIAN_ENCRYPTION_KEY" in refusal(checkout, DATABASE_URL=database.app_url)


def test_a_folder_that_cannot_be_written(checkout: Path) -> None:
    # Root may write into a folder whatever its mode; nobody can make a folder where a file is.
    (checkout / "var").write_text("in the way")
    assert str(checkout / "var") in refusal(checkout)


def test_a_second_service_in_the_same_checkout(checkout: Path) -> None:
    with alone_in(checkout / "var"):
        assert f"already runs in this checkout, as process {os.getpid()}" in refusal(checkout)


def keys(cluster: Cluster) -> dict[str, str]:
    """Everything but a usable address."""
    return Database("none", "", "", "").environment | {"MIGRATION_DATABASE_URL": cluster.url("owner")}
