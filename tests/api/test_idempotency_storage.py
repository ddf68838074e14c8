"""What is kept of an answer: for a day, for those who may still see it, and readable by nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import psycopg

from services.core import clock
from services.core.db import transaction
from services.core.idempotency import RETENTION, delete_expired_keys
from tests.api.world import World, incident_body
from tests.support.databases import Database


def test_a_replay_after_access_was_lost_is_not_found(world: World, shared_database: Database) -> None:
    body, key = incident_body(), uuid4().hex
    incident = world.school.post("/incidents", body, Idempotency_Key=key).json["id"]
    with psycopg.connect(shared_database.owner_url) as owner:
        owner.execute("delete from access where resource_id = %s", [incident])
    answer = world.school.post("/incidents", body, Idempotency_Key=key)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_a_replay_after_erasure_is_not_found(world: World, shared_database: Database) -> None:
    """Given that the data key of the resource was destroyed, the stored copy cannot be read either."""
    body, key = incident_body(), uuid4().hex
    incident = world.school.post("/incidents", body, Idempotency_Key=key).json["id"]
    with psycopg.connect(shared_database.owner_url) as owner:
        owner.execute("delete from data_key where resource_id = %s", [incident])
    assert world.school.post("/incidents", body, Idempotency_Key=key).status_code == 404


def test_what_is_stored_can_be_read_by_nobody(world: World, shared_database: Database) -> None:
    key = f"key-{uuid4().hex}"
    world.school.post("/incidents", incident_body(summary_neutral="It mocks the drama group."), Idempotency_Key=key)
    with psycopg.connect(shared_database.owner_url) as owner:
        stored = owner.execute("select string_agg(k::text || encode(k.answer, 'escape'), '') from idempotency_key k")
        text = str(stored.fetchone())
    assert key not in text
    assert "drama" not in text


def test_a_key_is_kept_for_a_day_and_then_free(world: World) -> None:
    key = uuid4().hex
    with clock.freeze_time(clock.now() - RETENTION - timedelta(seconds=1)):
        first = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    later = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    assert (first.status_code, later.status_code) == (201, 201)
    assert later.json["id"] != first.json["id"]


def test_old_keys_are_forgotten(world: World) -> None:
    with clock.freeze_time(clock.now() - RETENTION - timedelta(seconds=1)):
        world.other_school.post("/incidents", incident_body())
    world.other_school.post("/incidents", incident_body())
    with transaction(world.other_school.organisation_id) as session:
        assert delete_expired_keys(session) == 1


def test_an_organisation_sees_only_its_own_keys(world: World) -> None:
    """Given row-level security alone, another organisation's session finds nothing to forget."""
    world.school.post("/incidents", incident_body())
    with clock.freeze_time(clock.now() + 2 * RETENTION), transaction(world.government.organisation_id) as session:
        assert delete_expired_keys(session) == 0
