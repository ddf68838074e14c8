"""A pooler in transaction mode gives a transaction any connection, with whatever was said on it before."""

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
from tests.support.waiting import wait_until

TERMS = "select " + ", ".join(f"current_setting('{name}') as {name}" for name in db.TRANSACTION_SETTINGS)
LEFT = "select current_setting('app.organisation', true), current_setting('statement_timeout')"
LINES = 12
ENOUGH = 20


@pytest.fixture
def world(pooler_url: str) -> Iterator[World]:
    """An application in this process, whose database is behind the pooler."""
    with set_environment({"DATABASE_URL": pooler_url}):
        yield create_world()


def test_a_lock_that_is_held_too_long_is_given_up_behind_a_pooler_too(world: World, database: Database) -> None:
    incident = world.school.post("/incidents", incident_body()).json["id"]
    with psycopg.connect(database.owner_url) as holder:
        holder.execute("lock table incident in access exclusive mode")
        begun = time.monotonic()
        answer = world.school.patch(f"/incidents/{incident}", {"view_band": "lt1k"}, If_Match='"1"')
        assert (answer.status_code, answer.json["code"]) == (409, "in_progress")
        assert time.monotonic() - begun < 8


def test_terms_hold_in_every_transaction_and_nothing_of_it_stays_on_the_line(world: World, pooler_url: str) -> None:
    """Given many who share a few connections, each transaction has our terms, and no organisation outlives its own."""

    def ask(_: int) -> None:
        assert read_with_retry(uuid4(), BoundStatement(TERMS, {})) == [[db.TRANSACTION_SETTINGS]]
        with db.transaction(uuid4()) as session:
            assert dict(session.connection().exec_driver_sql(TERMS).mappings().one()) == db.TRANSACTION_SETTINGS
        with psycopg.connect(pooler_url, autocommit=True) as stranger:
            assert stranger.execute(LEFT).fetchone() in ((None, "0"), ("", "0"))

    with ThreadPoolExecutor(LINES) as pool:
        assert len([*pool.map(ask, range(5 * LINES))]) == 5 * LINES


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RestartableService]:
    """Two web processes and a worker, whose database is behind the pooler."""
    with run_restartable_service(tmp_path / "postgres", run_pgbouncer) as made:
        yield made


@slow
def test_nothing_acknowledged_is_lost_when_the_database_restarts_behind_the_pooler(service: RestartableService) -> None:
    with run_load(service.running.base_url, service.world) as load:
        for way in STOP_SIGNALS:
            wait_until(lambda: len(load.acknowledged) > ENOUGH)
            before = len(load.acknowledged)
            service.restart(way)
            service.running.start_worker()
            wait_until(lambda: len(load.acknowledged) > before + ENOUGH)  # noqa: B023
    assert load.met("no answer") == 0
    load.assert_nothing_is_lost()


@slow
@pytest.mark.parametrize("way", STOP_SIGNALS)
def test_the_first_requests_after_a_restart_behind_the_pooler_do_not_notice_it(
    service: RestartableService, way: str
) -> None:
    assert service.all_is_well()
    service.restart(way)
    assert service.all_is_well()
