"""External ids: a reference of the caller, unique among its records, sealed, and seen by nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.api.steps import (
    Json,
    accept_incident,
    decision_body,
    issue_card,
    list_subject_ids,
    open_member_case,
    read_json,
    report_incident,
    send_escalation,
)
from tests.api.world import AuthorizedClient, World, incident_body


def new_external_id() -> str:
    """Return a reference that nobody has used."""
    return f"SIMS-{uuid4().hex}"


def list_ids(client: AuthorizedClient, path: str) -> list[str]:
    """Return the ids in a list."""
    return [row["id"] for row in read_json(client.get(path))["data"]]


def case_body(world: World, external_id: str) -> Json:
    """Return the body for a member case with a new card."""
    return {**issue_card(world), "consent_evidence_ref": "C-1", "external_id": external_id}


def post_decision(world: World, external_id: str) -> Any:
    """Post a decision on a new escalation; return the response."""
    subject_ids = list_subject_ids(accept_incident(world))
    path = f"/escalations/{send_escalation(world, subject_ids)['id']}/decisions"
    return world.platform.post(path, {**decision_body(subject_ids), "external_id": external_id})


def test_a_reporter_finds_its_incident_by_its_own_reference(world: World) -> None:
    external_id = new_external_id()
    incident = report_incident(world.school, external_id=external_id)
    assert incident["external_id"] == external_id
    assert list_ids(world.school, f"/incidents?external_id={external_id}") == [incident["id"]]
    assert list_ids(world.school, f"/incidents?external_id={external_id}x") == []


def test_nobody_but_the_reporter_sees_the_reference_or_finds_the_incident_by_it(world: World) -> None:
    external_id = new_external_id()
    incident = report_incident(world.union, external_id=external_id)
    path = f"/incidents/{incident['id']}"
    world.helpline.patch(path, {"school_id": str(world.school.organisation_id)}, If_Match='"1"')
    assert "external_id" not in world.helpline.get(path).json
    assert list_ids(world.helpline, f"/incidents?external_id={external_id}") == []
    changes = world.helpline.get("/changes?limit=200").get_data(as_text=True)
    assert external_id not in changes
    for client in (world.helpline, world.school, world.other_school):
        assert external_id not in client.get("/incidents?limit=200").get_data(as_text=True)
    assert world.union.get(path).json["external_id"] == external_id


def test_a_union_with_a_card_does_not_see_the_reference_of_the_school(world: World) -> None:
    incident = report_incident(world.school, external_id=new_external_id())
    card = read_json(world.school.post(f"/incidents/{incident['id']}/card", {}))
    read_json(world.union.post("/member-cases", {**card, "consent_evidence_ref": "C-1"}))
    assert "external_id" not in world.union.get(f"/incidents/{incident['id']}").json


def test_a_reference_is_unique_among_the_records_of_one_organisation(world: World) -> None:
    external_id = new_external_id()
    report_incident(world.school, external_id=external_id)
    second = world.school.post("/incidents", incident_body(external_id=external_id))
    assert (second.status_code, second.json["code"]) == (409, "external_id_taken")
    assert external_id not in second.get_data(as_text=True)
    assert report_incident(world.other_school, external_id=external_id)["external_id"] == external_id
    assert read_json(world.union.post("/member-cases", case_body(world, external_id)))["external_id"] == external_id


def test_of_simultaneous_reports_with_one_reference_one_succeeds(world: World) -> None:
    body = incident_body(external_id=new_external_id())
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda _: world.school.post("/incidents", body).status_code, range(4)))
    assert sorted(statuses) == [201, 409, 409, 409]


def test_a_member_case_is_found_by_the_reference_of_its_union(world: World) -> None:
    external_id = new_external_id()
    case = read_json(world.union.post("/member-cases", case_body(world, external_id)))
    open_member_case(world)
    assert list_ids(world.union, f"/member-cases?external_id={external_id}") == [case["id"]]
    again = world.union.post("/member-cases", case_body(world, external_id))
    assert (again.status_code, again.json["code"]) == (409, "external_id_taken")


def test_a_decision_has_a_reference_that_only_the_platform_sees(world: World) -> None:
    external_id = new_external_id()
    decision = read_json(post_decision(world, external_id))
    assert decision["external_id"] == external_id
    path = f"/escalations/{decision['escalation_id']}/decisions"
    assert list_ids(world.platform, f"{path}?external_id={external_id}") == [decision["id"]]
    (seen,) = world.helpline.get(path).json["data"]
    assert "external_id" not in seen
    assert list_ids(world.helpline, f"{path}?external_id={external_id}") == []
    again = post_decision(world, external_id)
    assert (again.status_code, again.json["code"]) == (409, "external_id_taken")


def test_a_decision_repeated_with_its_puid_is_no_second_use_of_the_reference(world: World) -> None:
    subject_ids = list_subject_ids(accept_incident(world))
    path = f"/escalations/{send_escalation(world, subject_ids)['id']}/decisions"
    body = {**decision_body(subject_ids), "external_id": new_external_id()}
    assert read_json(world.platform.post(path, body)) == read_json(world.platform.post(path, body))


def test_a_reporter_gives_changes_and_removes_the_reference_later(world: World) -> None:
    first, second = new_external_id(), new_external_id()
    incident = report_incident(world.school)
    path = f"/incidents/{incident['id']}"
    assert world.school.patch(path, {"external_id": first}, If_Match='"1"').json["external_id"] == first
    assert world.school.patch(path, {"external_id": first}, If_Match='"2"').status_code == 200
    assert world.school.patch(path, {"external_id": second}, If_Match='"3"').json["external_id"] == second
    assert list_ids(world.school, f"/incidents?external_id={first}") == []
    assert world.school.patch(path, {"external_id": None}, If_Match='"4"').json["external_id"] is None
    assert report_incident(world.school, external_id=second)["external_id"] == second


def test_the_helpline_cannot_change_the_reference_of_a_reporter(world: World) -> None:
    incident = report_incident(world.school, external_id=new_external_id())
    response = world.helpline.patch(f"/incidents/{incident['id']}", {"external_id": "H-1"}, If_Match='"1"')
    assert response.status_code == 422
    assert [error["code"] for error in response.json["errors"]] == ["not_yours"]


@pytest.mark.parametrize(
    "external_id",
    [
        "",
        " ",
        "two words",
        "a" * 101,
        "www.tiktok.com",
        "vm.tiktok.com",
        "example.org",
        "a/b",
        "me@there.org",
        "@me",
        "é1",
    ],
)
def test_prose_and_addresses_are_no_references(world: World, external_id: str) -> None:
    response = world.school.post("/incidents", incident_body(external_id=external_id))
    assert response.status_code == 422, response.json
    assert {error["pointer"] for error in response.json["errors"]} == {"/external_id"}


@pytest.mark.parametrize("external_id", ["1", "2026-000117", "a" * 100, "SIMS.4711_b", "20260001178899"])
def test_ordinary_references_are_accepted(world: World, external_id: str) -> None:
    assert report_incident(world.school, external_id=external_id)["external_id"] == external_id
