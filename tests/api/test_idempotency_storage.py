"""Stored responses: kept for a day, replayed to those who may still see the resource, and encrypted."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import psycopg
import pytest

from services.core import clock, idempotency
from services.core.db import transaction
from services.core.idempotency import RETENTION, KeyClaim, delete_expired_keys
from services.core.settings import get_settings
from tests.api.world import World, incident_body
from tests.support.databases import Database

DAY, TICK = timedelta(hours=24), timedelta(microseconds=1)


def test_a_replay_after_loss_of_access_is_not_found(world: World, shared_database: Database) -> None:
    body, key = incident_body(), uuid4().hex
    incident_id = world.school.post("/incidents", body, Idempotency_Key=key).json["id"]
    with psycopg.connect(shared_database.owner_url) as owner:
        owner.execute("delete from access where resource_id = %s", [incident_id])
    response = world.school.post("/incidents", body, Idempotency_Key=key)
    assert (response.status_code, response.json["code"]) == (404, "not_found")


def test_a_replay_after_erasure_is_not_found(world: World, shared_database: Database) -> None:
    """Given that the data key of the resource was destroyed, the stored response cannot be read."""
    body, key = incident_body(), uuid4().hex
    incident_id = world.school.post("/incidents", body, Idempotency_Key=key).json["id"]
    with psycopg.connect(shared_database.owner_url) as owner:
        owner.execute("delete from data_key where resource_id = %s", [incident_id])
    assert world.school.post("/incidents", body, Idempotency_Key=key).status_code == 404


def test_stored_responses_are_encrypted_and_keys_hashed(world: World, shared_database: Database) -> None:
    key = f"key-{uuid4().hex}"
    world.school.post("/incidents", incident_body(summary_neutral="It mocks the drama group."), Idempotency_Key=key)
    with psycopg.connect(shared_database.owner_url) as owner:
        rows = owner.execute("select string_agg(k::text || encode(k.response, 'escape'), '') from idempotency_key k")
        stored = str(rows.fetchone())
    assert key not in stored
    assert "drama" not in stored


def test_digests_of_keys_and_requests_are_keyed(world: World, shared_database: Database) -> None:
    """Given a dump and a guess of the request, nobody can tell whether the guess is right."""
    key, body = uuid4().hex, json.dumps(incident_body()).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    assert world.school.send("POST", "/incidents", headers=headers, data=body).status_code == 201
    with psycopg.connect(shared_database.owner_url) as owner:
        rows = owner.execute(
            "select key, request from idempotency_key where client_id = %s order by created_at desc limit 1",
            [world.school.client_id],
        ).fetchall()
    content = b"\n".join((b"POST", b"/v1/incidents?", body))
    open_digests = {
        hashlib.new(name, text).digest()
        for name in ("sha1", "sha256", "sha512", "blake2b")
        for text in (body, content, b"\n".join((b"POST", b"/v1/incidents", body)), key.encode())
    }
    assert not open_digests.intersection(*rows)
    # The digests depend on the secret of the service, and on nothing else that the dump lacks.
    claim = KeyClaim.of(world.school.organisation_id, world.school.client_id, key, content)
    assert [(claim.key, claim.request)] == rows
    other_settings = replace(get_settings(), secret_key=secrets.token_bytes(32))
    with patch.object(idempotency, "get_settings", lambda: other_settings):
        other = KeyClaim.of(world.school.organisation_id, world.school.client_id, key, content)
    assert not {other.key, other.request} & {claim.key, claim.request}


@pytest.mark.parametrize(("age", "is_replayed"), [(DAY - TICK, True), (DAY, False)])
def test_a_key_is_kept_for_a_day_and_no_longer(world: World, age: timedelta, is_replayed: bool) -> None:
    """Given a request with a key; when its client repeats it an age later; then it is a replay only within a day."""
    key, body, start = uuid4().hex, incident_body(), clock.now() - DAY
    with clock.freeze_time(start):
        first = world.school.post("/incidents", body, Idempotency_Key=key)
    with clock.freeze_time(start + age):
        later = world.school.post("/incidents", body, Idempotency_Key=key)
    assert (first.status_code, later.status_code) == (201, 201)
    assert (later.json["id"] == first.json["id"]) is is_replayed


def test_expired_keys_are_deleted_and_no_others(world: World) -> None:
    """Given two keys that are a day old and one that is not yet; then two are deleted, and the third still replays."""
    now, key, body = clock.now(), uuid4().hex, incident_body()
    for age, used_key in ((DAY, uuid4().hex), (DAY + TICK, uuid4().hex), (DAY - TICK, key)):
        with clock.freeze_time(now - age):
            response = world.other_school.post("/incidents", body, Idempotency_Key=used_key)
    with clock.freeze_time(now):
        with transaction(world.other_school.organisation_id) as session:
            assert delete_expired_keys(session) == 2
        repeated = world.other_school.post("/incidents", body, Idempotency_Key=key)
    assert repeated.json["id"] == response.json["id"]


def test_row_level_security_hides_the_keys_of_other_organisations(world: World) -> None:
    """Given row-level security alone, the session of another organisation finds no key to delete."""
    world.school.post("/incidents", incident_body())
    with clock.freeze_time(clock.now() + 2 * RETENTION), transaction(world.government.organisation_id) as session:
        assert delete_expired_keys(session) == 0
