"""When something is wrong with us: the caller learns that, and nothing more."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import psycopg
import pytest

from api.request_log import JsonFormatter
from services.core.db import transaction
from services.embedded_postgres import Cluster
from services.jobs import enqueue
from tests.api.world import World, create_world, incident_body
from tests.support.databases import Database

CANARY = "Canary of Cardiff"


@pytest.fixture
def own_world(database: Database) -> World:
    """A world that a test may break."""
    return create_world()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the service logs meanwhile."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger("tarian")
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_a_fault_of_ours_tells_nothing(own_world: World, database: Database, log: io.StringIO) -> None:
    """Given a database that lost a table, a 500 names neither the table nor the statement, and the log no values."""
    _as_owner(database, "alter table incident rename column summary_neutral to lost")
    answer = own_world.school.post("/incidents", incident_body(summary_neutral=f"It mocks the {CANARY}."))
    assert answer.status_code == 500
    assert answer.json["code"] == "internal_error"
    assert not {"summary", "incident set", "column", "psycopg"} & set(answer.get_data(as_text=True).lower().split())
    assert '"message":"unhandled exception"' in log.getvalue()
    assert "report.py" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_failed_work_frees_its_key(own_world: World, database: Database) -> None:
    """Given a POST that failed in the middle, the same POST is done once the fault is gone."""
    body = incident_body()
    _as_owner(database, "alter table feed_entry rename to away")
    assert own_world.school.post("/incidents", body, Idempotency_Key="k").status_code == 500
    _as_owner(database, "alter table away rename to feed_entry")
    answer = own_world.school.post("/incidents", body, Idempotency_Key="k")
    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer.headers
    assert len(own_world.school.get("/incidents").json["data"]) == 1


def test_a_lock_that_is_held_too_long_is_a_conflict(own_world: World, database: Database) -> None:
    incident = own_world.school.post("/incidents", incident_body()).json["id"]
    with psycopg.connect(database.owner_url) as holder:
        holder.execute("lock table incident in access exclusive mode")
        answer = own_world.school.patch(f"/incidents/{incident}", {"view_band": "lt1k"}, If_Match='"1"')
    assert answer.status_code == 409
    assert answer.json["code"] == "in_progress"
    assert answer.headers["Retry-After"] == "1"


def test_without_its_database_the_service_is_unavailable(
    own_world: World, database: Database, cluster: Cluster
) -> None:
    cluster.drop_database(database.name)
    answer = own_world.school.get("/me")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    ready = own_world.anonymous_client().get("/readyz")
    assert (ready.status_code, ready.json["checks"]) == (503, {"database": "unreachable"})
    assert own_world.anonymous_client().get("/livez").status_code == 200


def test_a_database_at_another_step_is_not_ready(own_world: World, database: Database) -> None:
    assert own_world.anonymous_client().get("/readyz").status_code == 200
    _as_owner(database, "update alembic_version set version_num = '0001_roles'")
    assert own_world.anonymous_client().get("/readyz").json["checks"]["migrations"] == "not at head"


def test_late_jobs_are_told_and_make_nobody_unready(own_world: World, database: Database) -> None:
    with transaction(None) as session:
        enqueue(session, "apply_incident_outcomes")
    assert own_world.anonymous_client().get("/readyz").json["checks"]["jobs"] == "ok"
    _as_owner(database, "update procrastinate_events set at = at - interval '2 minutes'")
    answer = own_world.anonymous_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["jobs"]) == (200, "late")


def _as_owner(database: Database, statement: str) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(statement)
