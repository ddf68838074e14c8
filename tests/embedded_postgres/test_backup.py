"""The owner's backup holds every row, and a service starts on what is restored from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from api import create_app
from services.embedded_postgres import Cluster
from tests.api.world import create_world, incident_body
from tests.support.databases import ROOT, Database, create_template_database, set_environment
from tests.support.jobs import run_pending_jobs

SELECT_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"


def test_a_service_starts_on_a_restored_backup_that_has_every_row(
    database: Database, own_cluster: Cluster, tmp_path: Path
) -> None:
    # given a report
    world = create_world()
    created = world.school.post("/incidents", incident_body())
    assert created.status_code == 201
    run_pending_jobs()
    counts = count_rows(database.owner_url)
    assert counts["incident"] == counts["subject_locator"] == counts["subject"] == 1
    # when the owner saves the database and restores it on another server
    own_cluster.create_database("restored")
    restored_url = own_cluster.url("owner", "restored")
    assert run_migrations(database.owner_url, "backup", str(tmp_path / "backup")) == ""
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert run_migrations(restored_url, "restore", str(tmp_path / "backup")) == ""
    # then each table has as many rows
    assert count_rows(restored_url) == counts
    # and the service starts there, issues a token to the same client, and returns the same incident
    urls = {"DATABASE_URL": own_cluster.url("app", "restored"), "MIGRATION_DATABASE_URL": restored_url}
    with set_environment(database.environment | urls):
        client = create_app().test_client()
        auth = (world.school.client_id, str(world.school.secret))
        token = client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=auth).get_json()[
            "access_token"
        ]
        incident = client.get(
            f"/v1/incidents/{created.json['id']}", headers={"Authorization": f"Bearer {token}"}
        ).get_json()
    assert incident == world.school.get(f"/incidents/{created.json['id']}").json


def test_a_backup_that_would_lack_rows_fails(database: Database, tmp_path: Path) -> None:
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("drop policy migrator on consent")
    error = run_migrations(database.owner_url, "backup", str(tmp_path / "backup"))
    assert error == "migrations: row-level security hides rows of consent from the owner\n"
    assert list(tmp_path.iterdir()) == []


def test_a_failed_restoration_leaves_nothing_behind(database: Database, own_cluster: Cluster, tmp_path: Path) -> None:
    assert run_migrations(database.owner_url, "backup", str(tmp_path / "backup")) == ""
    create_template_database(own_cluster)
    error = run_migrations(own_cluster.url("owner", "template_tarian"), "restore", str(tmp_path / "backup"))
    assert "already exists" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("arguments", [("backup",), ("restore",), ("backup", "a", "b")])
def test_a_wrong_number_of_files_is_refused(database: Database, arguments: tuple[str, ...]) -> None:
    assert "unknown command" in run_migrations(database.owner_url, *arguments)


def run_migrations(owner_url: str, *arguments: str) -> str:
    """Run `python -m migrations` as the owner of a database, and return what it prints as an error."""
    environ = os.environ | {"MIGRATION_DATABASE_URL": owner_url}
    command = [sys.executable, "-m", "migrations", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False).stderr


def count_rows(owner_url: str) -> dict[str, int]:
    """Return the number of rows of each table, as its owner sees them."""
    with psycopg.connect(owner_url) as owner:
        tables = [name for (name,) in owner.execute(SELECT_TABLES)]
        counts = {}
        for table in tables:
            (row,) = owner.execute(SQL("select count(*) from {}").format(Identifier(table))).fetchall()
            counts[table] = int(row[0])
        return counts
