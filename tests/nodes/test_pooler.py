"""A pooler in transaction mode gives each transaction any server connection, with the session state left on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from services.core import db
from services.core.statements import BoundStatement, read_with_retry
from tests.api.world import World, create_world, incident_body
from tests.support.background_load import run_load
from tests.support.databases import Database, set_environment
from tests.support.markers import slow
from tests.support.pgbouncer import run_pgbouncer
from tests.support.restartable_service import STOP_SIGNALS, RestartableService, run_restartable_service
from tests.support.retrying_client import CONNECTION_ERROR
from tests.support.waiting import wait_until

READ_SETTINGS = "select " + ", ".join(f"current_setting('{name}') as {name}" for name in db.TRANSACTION_SETTINGS)
READ_LEFTOVER_SETTINGS = "select current_setting('app.organisation', true), current_setting('statement_timeout')"
THREADS = 12
INCIDENTS, TRIES = 20, 5
RETRYABLE_STATUSES = (409, 503)


@pytest.fixture
def world(pooler_url: str) -> Iterator[World]:
    """The organisations and clients of an application in this process, whose database is behind the pooler."""
    with set_environment({"DATABASE_URL": pooler_url}):
        yield create_world()


def test_waiting_for_a_lock_times_out_behind_a_pooler(world: World, database: Database) -> None:
    # given a table that another transaction has locked
    incident_id = world.school.post("/incidents", incident_body()).json["id"]
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("lock table incident in access exclusive mode")
        # when a client amends a row of it
        start = time.monotonic()
        response = world.school.patch(f"/incidents/{incident_id}", {"view_band": "lt1k"}, If_Match='"1"')
        # then the request fails after some seconds and may be retried
        assert (response.status_code, response.json["code"]) == (409, "in_progress")
        assert time.monotonic() - start < 8


def test_every_transaction_has_its_settings_and_leaves_none_on_its_connection(world: World, pooler_url: str) -> None:
    """Given many threads that share a few connections, then the settings of a transaction end with it."""

    def check_settings(_: int) -> None:
        assert read_with_retry(uuid4(), BoundStatement(READ_SETTINGS)) == [[db.TRANSACTION_SETTINGS]]
        with db.transaction(uuid4()) as session:
            assert dict(session.connection().exec_driver_sql(READ_SETTINGS).mappings().one()) == db.TRANSACTION_SETTINGS
        with psycopg.connect(pooler_url, autocommit=True) as connection:
            assert connection.execute(READ_LEFTOVER_SETTINGS).fetchone() in ((None, "0"), ("", "0"))

    with ThreadPoolExecutor(THREADS) as pool:
        assert len([*pool.map(check_settings, range(5 * THREADS))]) == 5 * THREADS


def test_behind_a_pooler_that_loses_prepared_statements_everything_is_done_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given the wrong setting for the pooler, when many threads report, then each report is stored once."""
    monkeypatch.setenv("TARIAN_PREPARED_STATEMENTS", "on")
    with (
        run_pgbouncer(database.app_url, loses_statements=True) as url,
        set_environment({"DATABASE_URL": url}),
        ThreadPoolExecutor(THREADS) as pool,
    ):
        school = create_world().school

        def report(_: int) -> object:
            body, key = incident_body(), uuid4().hex
            statuses = (school.post("/incidents", body, Idempotency_Key=key).status_code for _ in range(TRIES))
            return next(status for status in statuses if status not in RETRYABLE_STATUSES)

        assert {*pool.map(report, range(INCIDENTS))} == {201}
        assert len(school.get("/incidents?limit=100").json["data"]) == INCIDENTS


@pytest.fixture
def service(tmp_path: Path, prepared_statements: None) -> Iterator[RestartableService]:
    """A service with two web processes and a job worker, whose database is behind the pooler."""
    with run_restartable_service(tmp_path / "postgres", run_pgbouncer) as service:
        yield service


@slow
def test_nothing_acknowledged_is_lost_when_the_database_restarts_behind_the_pooler(service: RestartableService) -> None:
    with run_load(service.running.base_url, service.world) as load:
        for mode in STOP_SIGNALS:
            wait_until(lambda: len(load.acknowledged) > INCIDENTS)
            before = len(load.acknowledged)
            service.restart_database(mode)
            service.running.start_worker()
            wait_until(lambda: len(load.acknowledged) > before + INCIDENTS)  # noqa: B023
    assert load.count_retries(CONNECTION_ERROR) == 0
    load.assert_nothing_is_lost()


@slow
@pytest.mark.parametrize("mode", STOP_SIGNALS)
def test_the_first_requests_after_a_database_restart_behind_the_pooler_succeed(
    service: RestartableService, mode: str
) -> None:
    assert service.serves_without_retries()
    service.restart_database(mode)
    assert service.serves_without_retries()
