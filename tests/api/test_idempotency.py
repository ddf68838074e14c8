"""A POST that is sent twice is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from api.operation import Operation
from api.v1 import BLUEPRINTS
from services.policy.actor import Kind
from tests.api.world import World, create_client, incident_body
from tests.support.databases import Database

POSTS = [each for blueprint in BLUEPRINTS for each in blueprint.operations.values() if each.idempotency_resource]
NOBODY = "00000000-0000-4000-8000-000000000000"


def count(world: World) -> int:
    return len(world.school.get("/incidents?limit=200").json["data"])


def test_the_same_post_gets_the_same_answer_and_is_done_once(world: World) -> None:
    body, key, before = incident_body(), uuid4().hex, count(world)
    first = world.school.post("/incidents", body, Idempotency_Key=key)
    second = world.school.post("/incidents", body, Idempotency_Key=key)
    assert (second.status_code, second.get_data()) == (first.status_code, first.get_data())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert all(second.headers[name] == first.headers[name] for name in ("ETag", "Location", "Cache-Control"))
    assert count(world) == before + 1


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    key = uuid4().hex
    world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    answer = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_for_another_route_is_refused(world: World) -> None:
    key = uuid4().hex
    incident = world.school.post("/incidents", incident_body(), Idempotency_Key=key).json["id"]
    answer = world.school.post(f"/incidents/{incident}/card", {}, Idempotency_Key=key)
    assert answer.json["code"] == "idempotency_key_reused"


def test_a_key_belongs_to_one_client(world: World) -> None:
    """Given two clients of one school, the same key means two things."""
    twin = create_client(world.app, world.school.organisation_id, Kind.SCHOOL)
    body, key = incident_body(), uuid4().hex
    first = world.school.post("/incidents", body, Idempotency_Key=key)
    second = twin.post("/incidents", body, Idempotency_Key=key)
    assert second.status_code == 201
    assert second.json["id"] != first.json["id"]


@pytest.mark.parametrize("operation", POSTS, ids=lambda one: one.path)
def test_no_post_goes_without_a_key(world: World, operation: Operation) -> None:
    path = operation.path.replace("{", "").replace("}", "")
    for name in ("incident_id", "escalation_id", "subject_id"):
        path = path.replace(name, NOBODY)
    answer = world.client_with_scope(operation.scope).send("POST", path, json={})
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_missing")


@pytest.mark.parametrize("key", ["", " ", "two words", "é", "k" * 256])
def test_an_unusable_key_is_refused(world: World, key: str) -> None:
    answer = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_invalid")


def test_refused_work_frees_its_key(world: World) -> None:
    key = uuid4().hex
    assert world.school.post("/incidents", incident_body(links=[]), Idempotency_Key=key).status_code == 422
    assert world.school.post("/incidents", incident_body(), Idempotency_Key=key).status_code == 201


def test_twins_at_the_same_moment_are_done_once(world: World) -> None:
    """Given twelve equal POSTs at once, all of them get the one answer."""
    body, key, before = incident_body(), uuid4().hex, count(world)
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: world.school.post("/incidents", body, Idempotency_Key=key), range(12)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert count(world) == before + 1


def test_a_twin_of_work_that_takes_too_long_is_told_to_wait(world: World, shared_database: Database) -> None:
    """Given that the same key is claimed by a transaction that does not end, the answer is 409 after lock_timeout."""
    key = uuid4().hex
    world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    with psycopg.connect(shared_database.owner_url) as holder:
        holder.execute("delete from idempotency_key where client_id = %s", [world.school.client_id])
        answer = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
        holder.rollback()
    assert (answer.status_code, answer.json["code"]) == (409, "in_progress")
    assert answer.headers["Retry-After"] == "1"


def test_the_secret_of_a_card_is_told_once(world: World) -> None:
    incident = world.school.post("/incidents", incident_body()).json["id"]
    key = uuid4().hex
    card = world.school.post(f"/incidents/{incident}/card", {}, Idempotency_Key=key)
    again = world.school.post(f"/incidents/{incident}/card", {}, Idempotency_Key=key)
    assert set(card.json) == {"case_number", "secret"}
    assert again.status_code == 201
    assert again.json == {"case_number": card.json["case_number"]}
