"""ETag, If-Match, If-None-Match."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.world import ApiClient, World, incident_body


@pytest.fixture
def incident(world: World) -> str:
    """The path of a fresh incident."""
    return f"/incidents/{world.school.post('/incidents', incident_body()).json['id']}"


def amend(party: ApiClient, path: str, **headers: str) -> tuple[int, str | None]:
    answer = party.patch(path, {"view_band": "lt1k"}, **headers)
    return answer.status_code, answer.json.get("code")


def test_a_change_without_a_version_is_refused(world: World, incident: str) -> None:
    assert amend(world.school, incident) == (428, "precondition_required")
    answer = world.school.post(f"{incident}/transitions", {"action": "withdraw"})
    assert (answer.status_code, answer.json["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("tag", ['"2"', '"0"', "1", 'W/"1"', "*", '"1", "2"', '""', '"1', '"' + "9" * 30 + '"', "é"])
def test_a_version_that_is_not_the_present_one_is_refused(world: World, incident: str, tag: str) -> None:
    assert amend(world.school, incident, If_Match=tag) == (412, "stale_version")
    assert world.school.get(incident).headers["ETag"] == '"1"'


def test_the_present_version_is_changed_and_the_next_one_named(world: World, incident: str) -> None:
    answer = world.school.patch(incident, {"view_band": "lt1k"}, If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"], answer.json["version"]) == (200, '"2"', 2)
    assert amend(world.school, incident, If_Match='"1"') == (412, "stale_version")


def test_of_two_changes_at_once_one_is_stale(world: World, incident: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: amend(world.school, incident, If_Match='"1"')[0], range(8)))
    assert sorted(answers) == [200, *[412] * 7]


def test_the_version_of_transitions_is_that_of_the_incident(world: World, incident: str) -> None:
    tag = world.helpline.get(f"{incident}/transitions").headers["ETag"]
    moved = world.helpline.post(f"{incident}/transitions", {"action": "triage"}, If_Match=tag)
    assert (moved.status_code, moved.headers["ETag"]) == (200, '"2"')


def test_an_illegal_move_names_the_legal_ones(world: World, incident: str) -> None:
    answer = world.helpline.post(f"{incident}/transitions", {"action": "accept"}, If_Match='"1"')
    assert (answer.status_code, answer.json["code"]) == (409, "illegal_transition")
    assert answer.json["allowed"] == ["close_no_action", "triage"]


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', '"7", "1"', "*", '"1-gzip"'])
def test_who_has_it_is_not_sent_it_again(world: World, incident: str, tag: str) -> None:
    answer = world.school.get(incident, If_None_Match=tag)
    assert (answer.status_code, answer.get_data()) == (304, b"")
    assert answer.headers["ETag"] == '"1"'
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_who_has_another_version_is_sent_this_one(world: World, incident: str) -> None:
    assert world.school.get(incident, If_None_Match='"0"').status_code == 200


def test_who_may_not_see_it_learns_nothing_from_a_tag(world: World, incident: str) -> None:
    assert world.other_school.get(incident, If_None_Match="*").status_code == 404
    assert amend(world.other_school, incident, If_Match='"7"') == (404, "not_found")


def test_vocabularies_are_sent_once(world: World) -> None:
    first = world.school.get("/vocabularies/nation")
    again = world.school.get("/vocabularies/nation", If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
