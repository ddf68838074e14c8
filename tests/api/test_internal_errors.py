"""Internal errors and unavailable databases: the response reveals no details."""

from __future__ import annotations

import io

import psycopg
import pytest

from services.core.db import transaction
from services.embedded_postgres import Cluster
from services.jobs import enqueue
from tests.api.steps import report_incident
from tests.api.world import World, create_world, incident_body
from tests.support.databases import Database

CANARY = "Canary of Cardiff"


@pytest.fixture
def own_world(database: Database) -> World:
    """A world in a database that the test may break."""
    return create_world()


def test_an_internal_error_reveals_no_details(own_world: World, database: Database, log_output: io.StringIO) -> None:
    """Given a missing column, the response names neither table nor statement, and the log contains no values."""
    _execute_as_owner(database, "alter table incident rename column summary_neutral to renamed")
    response = own_world.school.post("/incidents", incident_body(summary_neutral=f"It mocks the {CANARY}."))
    assert response.status_code == 500
    assert response.json["code"] == "internal_error"
    assert not {"summary", "incident set", "column", "psycopg"} & set(response.get_data(as_text=True).lower().split())
    assert '"message":"unhandled exception"' in log_output.getvalue()
    assert "reports.py" in log_output.getvalue()
    assert CANARY not in log_output.getvalue()


def test_a_failed_request_does_not_use_up_its_key(own_world: World, database: Database) -> None:
    """Given a POST that failed half-way, the same POST succeeds when the cause is removed."""
    body = incident_body()
    _execute_as_owner(database, "alter table feed_entry rename to renamed")
    assert own_world.school.post("/incidents", body, Idempotency_Key="k").status_code == 500
    _execute_as_owner(database, "alter table renamed rename to feed_entry")
    response = own_world.school.post("/incidents", body, Idempotency_Key="k")
    assert response.status_code == 201
    assert "Idempotency-Replayed" not in response.headers
    assert len(own_world.school.get("/incidents").json["data"]) == 1


def test_waiting_too_long_for_a_lock_is_a_conflict(own_world: World, database: Database) -> None:
    path = f"/incidents/{report_incident(own_world.school)['id']}"
    with psycopg.connect(database.owner_url) as other_session:
        other_session.execute("lock table incident in access exclusive mode")
        response = own_world.school.patch(path, {"view_band": "lt1k"}, If_Match='"1"')
    assert response.status_code == 409
    assert response.json["code"] == "in_progress"
    assert response.headers["Retry-After"] == "1"


def test_the_service_is_unavailable_without_its_database(
    own_world: World, database: Database, cluster: Cluster
) -> None:
    cluster.drop_database(database.name)
    response = own_world.school.get("/me")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    readiness = own_world.anonymous_client().get("/readyz")
    assert (readiness.status_code, readiness.json["checks"]) == (503, {"database": "unreachable"})
    assert own_world.anonymous_client().get("/livez").status_code == 200


def test_a_database_at_another_migration_is_not_ready(own_world: World, database: Database) -> None:
    assert own_world.anonymous_client().get("/readyz").status_code == 200
    _execute_as_owner(database, "update alembic_version set version_num = '0001_roles'")
    assert own_world.anonymous_client().get("/readyz").json["checks"]["migrations"] == "not at head"


def test_late_jobs_are_reported_but_do_not_affect_readiness(own_world: World, database: Database) -> None:
    with transaction(None) as session:
        enqueue(session, "apply_incident_outcomes")
    assert own_world.anonymous_client().get("/readyz").json["checks"]["jobs"] == "ok"
    _execute_as_owner(database, "update procrastinate_events set at = at - interval '2 minutes'")
    response = own_world.anonymous_client().get("/readyz")
    assert (response.status_code, response.json["checks"]["jobs"]) == (200, "late")


def _execute_as_owner(database: Database, statement: str) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(statement)
