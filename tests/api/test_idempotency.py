"""Idempotency-Key: a POST that is sent twice is executed once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from services.policy.actor import Kind
from tests.api.example_scenes import prepare_path
from tests.api.operations import OPERATIONS_BY_ID
from tests.api.steps import report_incident
from tests.api.world import World, create_client, create_organisation, incident_body, sign_agreement_with_helpline
from tests.support.databases import Database

POSTS = [operation_id for operation_id, operation in OPERATIONS_BY_ID.items() if operation.idempotency_resource]
SIMULTANEOUS_REQUESTS = 12


def count_incidents(world: World) -> int:
    return len(world.school.get("/incidents?limit=200").json["data"])


def test_a_repeated_post_returns_the_stored_response_and_changes_nothing(world: World) -> None:
    body, key, before = incident_body(), uuid4().hex, count_incidents(world)
    first = world.school.post("/incidents", body, Idempotency_Key=key)
    second = world.school.post("/incidents", body, Idempotency_Key=key)
    assert (second.status_code, second.get_data()) == (first.status_code, first.get_data())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert all(second.headers[name] == first.headers[name] for name in ("ETag", "Location", "Cache-Control"))
    assert count_incidents(world) == before + 1


def test_reusing_a_key_for_another_body_is_rejected(world: World) -> None:
    key = uuid4().hex
    world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    response = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_reused")


def test_reusing_a_key_for_another_path_is_rejected(world: World) -> None:
    key = uuid4().hex
    incident_id = world.school.post("/incidents", incident_body(), Idempotency_Key=key).json["id"]
    response = world.school.post(f"/incidents/{incident_id}/card", {}, Idempotency_Key=key)
    assert response.json["code"] == "idempotency_key_reused"


def test_clients_of_one_organisation_do_not_share_keys(world: World) -> None:
    """Given two clients of one school, the same key identifies two requests."""
    other_client = create_client(world.app, world.school.organisation_id, Kind.SCHOOL)
    body, key = incident_body(), uuid4().hex
    first = world.school.post("/incidents", body, Idempotency_Key=key)
    second = other_client.post("/incidents", body, Idempotency_Key=key)
    assert second.status_code == 201
    assert second.json["id"] != first.json["id"]


def test_two_clients_with_one_key_each_get_their_own_response_again(world: World) -> None:
    other_client = create_client(world.app, world.school.organisation_id, Kind.SCHOOL)
    body, other_body, key = incident_body(), incident_body(), uuid4().hex
    first = world.school.post("/incidents", body, Idempotency_Key=key)
    other = other_client.post("/incidents", other_body, Idempotency_Key=key)
    # When both requests are sent again, in the other order
    other_replay = other_client.post("/incidents", other_body, Idempotency_Key=key)
    replay = world.school.post("/incidents", body, Idempotency_Key=key)
    # Then each client gets its own response
    assert replay.get_data() == first.get_data() != other.get_data() == other_replay.get_data()
    assert [response.headers.get("Idempotency-Replayed") for response in (replay, other_replay)] == ["true", "true"]
    # And the request of one client is another request for the other
    assert world.school.post("/incidents", other_body, Idempotency_Key=key).json["code"] == "idempotency_key_reused"


def test_the_same_body_and_key_on_another_resource_is_another_request(world: World) -> None:
    """Given a link that was added to one incident, the same POST to another incident is rejected, not replayed."""
    incident_ids = [report_incident(world.school)["id"] for _ in range(2)]
    body, key = {"url": "https://www.tiktok.com/@somebody/video/7000000000000000001"}, uuid4().hex
    first, second = (
        world.school.post(f"/incidents/{incident_id}/subjects", body, Idempotency_Key=key)
        for incident_id in incident_ids
    )
    assert first.status_code == 201
    assert (second.status_code, second.json["code"]) == (422, "idempotency_key_reused")
    assert "Idempotency-Replayed" not in second.headers
    assert len(world.school.get(f"/incidents/{incident_ids[1]}/subjects").json["data"]) == 1


@pytest.mark.parametrize("operation_id", POSTS)
def test_every_post_requires_a_key(world: World, operation_id: str) -> None:
    client, path = prepare_path(world, operation_id)
    response = client.send("POST", path, json={})
    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_missing")


@pytest.mark.parametrize("key", ["", " ", "two words", "é", "k" * 256])
def test_invalid_keys_are_rejected(world: World, key: str) -> None:
    response = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_invalid")


def test_a_rejected_request_does_not_use_up_its_key(world: World) -> None:
    key = uuid4().hex
    assert world.school.post("/incidents", incident_body(links=[]), Idempotency_Key=key).status_code == 422
    assert world.school.post("/incidents", incident_body(), Idempotency_Key=key).status_code == 201


def test_simultaneous_repeats_are_executed_once(world: World) -> None:
    """Given twelve equal POSTs at once, all of them get the same response."""
    body, key, before = incident_body(), uuid4().hex, count_incidents(world)
    with ThreadPoolExecutor(SIMULTANEOUS_REQUESTS) as pool:
        requests = [pool.submit(world.school.post, "/incidents", body, Idempotency_Key=key) for _ in range(12)]
        responses = [request.result() for request in requests]
    assert {response.status_code for response in responses} == {201}
    assert len({response.json["id"] for response in responses}) == 1
    assert sum("Idempotency-Replayed" not in response.headers for response in responses) == 1
    assert count_incidents(world) == before + 1


def test_a_repeat_of_a_request_in_progress_is_told_to_retry(world: World, shared_database: Database) -> None:
    """Given a key that is claimed by a transaction that does not end, the response is 409 after lock_timeout."""
    key = uuid4().hex
    world.school.post("/incidents", incident_body(), Idempotency_Key=key)
    with psycopg.connect(shared_database.owner_url) as other_session:
        other_session.execute("delete from idempotency_key where client_id = %s", [world.school.client_id])
        response = world.school.post("/incidents", incident_body(), Idempotency_Key=key)
        other_session.rollback()
    assert (response.status_code, response.json["code"]) == (409, "in_progress")
    assert response.headers["Retry-After"] == "1"


def test_a_replay_does_not_return_the_secret_of_a_card(world: World) -> None:
    path, key = f"/incidents/{report_incident(world.school)['id']}/card", uuid4().hex
    card = world.school.post(path, {}, Idempotency_Key=key)
    replay = world.school.post(path, {}, Idempotency_Key=key)
    assert set(card.json) == {"case_number", "secret"}
    assert replay.status_code == 201
    assert replay.json == {"case_number": card.json["case_number"]}


def test_a_repeated_post_of_a_resource_without_encrypted_fields_returns_the_stored_response(world: World) -> None:
    """Given an oversight, which has no data key of its own; when its POST is repeated; then it is replayed."""
    trust = create_organisation(world, Kind.TRUST, "Coppice Lane Trust", known_to=[world.school.organisation_id])
    sign_agreement_with_helpline(world, world.school, trust)
    body, key = {"overseer_id": str(trust.organisation_id)}, uuid4().hex
    first, repeated = (world.school.post("/oversights", body, Idempotency_Key=key) for _ in range(2))
    assert (first.status_code, repeated.status_code) == (201, 201)
    assert repeated.data == first.data
    assert repeated.headers["Idempotency-Replayed"] == "true"
