"""ETag, If-Match and If-None-Match."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.example_scenes import prepare_path
from tests.api.operations import OPERATIONS_BY_ID, fill_path
from tests.api.steps import report_incident
from tests.api.world import AuthorizedClient, World

CHANGES = [operation_id for operation_id, operation in OPERATIONS_BY_ID.items() if operation.requires_if_match]


@pytest.fixture
def path(world: World) -> str:
    """The path of a new incident."""
    return f"/incidents/{report_incident(world.school)['id']}"


def amend(client: AuthorizedClient, path: str, **headers: str) -> tuple[int, str | None]:
    """Amend an incident, and return status and code of the response."""
    response = client.patch(path, {"view_band": "lt1k"}, **headers)
    return response.status_code, response.json.get("code")


def test_changes_require_if_match(world: World, path: str) -> None:
    assert amend(world.school, path) == (428, "precondition_required")
    response = world.school.post(f"{path}/transitions", {"action": "withdraw"})
    assert (response.status_code, response.json["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("etag", ['"2"', '"0"', '""', '"01"', '"1-gzip"', '"x"', '"' + "9" * 30 + '"', '"é"'])
def test_if_match_with_the_etag_of_another_version_is_stale(world: World, path: str, etag: str) -> None:
    assert amend(world.school, path, If_Match=etag) == (412, "stale_version")
    assert world.school.get(path).headers["ETag"] == '"1"'


@pytest.mark.parametrize(
    "etag", ["1", 'W/"1"', 'w/"1"', "*", '"*', '"1", "2"', '"1","1"', '"1" "1"', '"1', '1"', "'1'", "é", "", '"1 "']
)
def test_if_match_that_is_no_strong_etag_is_invalid(world: World, path: str, etag: str) -> None:
    assert amend(world.school, path, If_Match=etag) == (422, "if_match_invalid")
    assert world.school.get(path).headers["ETag"] == '"1"'


def test_the_star_in_if_match_is_refused_as_such(world: World, path: str) -> None:
    response = world.school.patch(path, {"view_band": "lt1k"}, If_Match="*")
    assert "`*`" in response.json["detail"]


def test_if_match_may_have_spaces_around_the_etag(world: World, path: str) -> None:
    assert amend(world.school, path, If_Match=' "1" ')[0] == 200


@pytest.mark.parametrize("operation_id", CHANGES)
def test_every_change_checks_if_match_after_the_resource(world: World, operation_id: str) -> None:
    """Given a resource, an invalid If-Match is 422 and a missing one 428; for an unknown id both are 404."""
    client, path = prepare_path(world, operation_id)
    operation = OPERATIONS_BY_ID[operation_id]
    key = {"Idempotency-Key": "k"}
    unknown = client.send(operation.method, fill_path(operation), json={}, headers={**key, "If-Match": "*"})
    invalid = client.send(operation.method, path, json={}, headers={**key, "If-Match": "*"})
    missing = client.send(operation.method, path, json={}, headers=key)
    assert [response.json["code"] for response in (unknown, invalid, missing)] == [
        *("not_found", "if_match_invalid", "precondition_required")
    ]


def test_a_change_returns_the_etag_of_the_new_version(world: World, path: str) -> None:
    response = world.school.patch(path, {"view_band": "lt1k"}, If_Match='"1"')
    assert (response.status_code, response.headers["ETag"], response.json["version"]) == (200, '"2"', 2)
    assert amend(world.school, path, If_Match='"1"') == (412, "stale_version")


def test_one_of_several_simultaneous_changes_succeeds(world: World, path: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(lambda _: amend(world.school, path, If_Match='"1"')[0], range(8)))
    assert sorted(responses) == [200, *[412] * 7]


def test_transitions_have_the_etag_of_their_incident(world: World, path: str) -> None:
    etag = world.helpline.get(f"{path}/transitions").headers["ETag"]
    response = world.helpline.post(f"{path}/transitions", {"action": "triage"}, If_Match=etag)
    assert (response.status_code, response.headers["ETag"]) == (200, '"2"')


def test_an_illegal_transition_lists_the_allowed_actions(world: World, path: str) -> None:
    response = world.helpline.post(f"{path}/transitions", {"action": "accept"}, If_Match='"1"')
    assert (response.status_code, response.json["code"]) == (409, "illegal_transition")
    assert response.json["allowed"] == ["close_no_action", "triage"]


@pytest.mark.parametrize("etag", ['"1"', 'W/"1"', '"7", "1"', "*"])
def test_if_none_match_with_the_present_version_returns_304(world: World, path: str, etag: str) -> None:
    response = world.school.get(path, If_None_Match=etag)
    assert (response.status_code, response.get_data()) == (304, b"")
    assert response.headers["ETag"] == '"1"'
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_if_none_match_with_another_version_returns_the_resource(world: World, path: str) -> None:
    assert world.school.get(path, If_None_Match='"0"').status_code == 200


def test_etags_reveal_nothing_about_hidden_resources(world: World, path: str) -> None:
    assert world.other_school.get(path, If_None_Match="*").status_code == 404
    for etag in ('"7"', "*", 'W/"1"', "1"):
        assert amend(world.other_school, path, If_Match=etag) == (404, "not_found")
    assert amend(world.other_school, path) == (404, "not_found")


def test_vocabularies_can_be_revalidated(world: World) -> None:
    first = world.school.get("/vocabularies/nation")
    revalidated = world.school.get("/vocabularies/nation", If_None_Match=first.headers["ETag"])
    assert revalidated.status_code == 304
