"""Filters of lists: by reference as people type it, by the platform's reference, and by the time of the last change."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from services.core import clock
from tests.api.steps import (
    Json,
    accept_incident,
    list_subject_ids,
    open_member_case,
    read_json,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import AuthorizedClient, World


def list_ids(client: AuthorizedClient, path: str, **filters: str) -> list[str]:
    """Return the ids in a list."""
    return [row["id"] for row in read_json(client.get(f"{path}?{urlencode(filters)}"))["data"]]


def send_new_escalation(world: World) -> Json:
    """Send a new incident's link to the platform."""
    return send_escalation(world, list_subject_ids(accept_incident(world)))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{plain}", "{spaced}", "{code}", "{confused}"])
def test_an_incident_is_found_by_its_reference_as_people_type_it(world: World, typed: str) -> None:
    incident = report_incident(world.school)
    reference: str = incident["reference"]
    confused = reference.replace("0", "o").replace("1", "l")
    text = typed.format(
        reference,
        lower=reference.lower(),
        plain=reference.replace("-", ""),
        spaced=reference.replace("-", " "),
        code=reference.removeprefix("INC-"),
        confused=confused,
    )
    for client in (world.school, world.helpline):
        assert list_ids(client, "/incidents", reference=text) == [incident["id"]]
    assert list_ids(world.other_school, "/incidents", reference=text) == []


@pytest.mark.parametrize("typed", ["INC-0000-0000", "' or true --", "INC", "%", "é"])
def test_a_text_that_is_no_reference_finds_nothing(world: World, typed: str) -> None:
    report_incident(world.school)
    assert list_ids(world.school, "/incidents", reference=typed) == []


def test_an_escalation_is_found_by_both_references(world: World) -> None:
    escalation = send_new_escalation(world)
    path = f"/escalations/{escalation['id']}"
    body = {"action": "acknowledge", "platform_case_ref": f"T-{escalation['reference']}"}
    read_json(world.platform.post(f"{path}/transitions", body, If_Match=world.platform.get(path).headers["ETag"]))
    send_new_escalation(world)
    for client in (world.platform, world.helpline):
        assert list_ids(client, "/escalations", reference=escalation["reference"].lower()) == [escalation["id"]]
        assert list_ids(client, "/escalations", platform_case_ref=body["platform_case_ref"]) == [escalation["id"]]
        assert list_ids(client, "/escalations", platform_case_ref="T-0") == []


def test_a_list_of_what_changed_after_a_time_leaves_out_everything_else(world: World) -> None:
    changed, unchanged = report_incident(world.school), report_incident(world.school)
    moment = clock.now()
    assert list_ids(world.school, "/incidents", updated_after=moment.isoformat()) == []
    take_actions(world.helpline, f"/incidents/{changed['id']}", "triage")
    later = report_incident(world.school)
    for client in (world.school, world.helpline):
        assert list_ids(client, "/incidents", updated_after=moment.isoformat()) == [later["id"], changed["id"]]
    assert unchanged["id"] in list_ids(world.school, "/incidents", limit="200")
    assert list_ids(world.school, "/incidents", updated_after=later["updated_at"]) == []


def test_escalations_and_member_cases_are_filtered_by_their_last_change(world: World) -> None:
    send_new_escalation(world)
    open_member_case(world)
    moment = clock.now().isoformat()
    assert list_ids(world.helpline, "/escalations", updated_after=moment) == []
    assert list_ids(world.union, "/member-cases", updated_after=moment) == []
    escalation, case = send_new_escalation(world), open_member_case(world)
    assert list_ids(world.platform, "/escalations", updated_after=moment) == [escalation["id"]]
    assert list_ids(world.union, "/member-cases", updated_after=moment) == [case["id"]]


def test_pages_of_a_filtered_list_follow_one_another_without_gap(world: World) -> None:
    moment = clock.now().isoformat()
    reported = [report_incident(world.other_school)["id"] for _ in range(3)]
    first = read_json(world.other_school.get(f"/incidents?{urlencode({'updated_after': moment, 'limit': 2})}"))
    rest = urlencode({"updated_after": moment, "limit": 2, "cursor": first["next_cursor"]})
    second = read_json(world.other_school.get(f"/incidents?{rest}"))
    assert [row["id"] for row in first["data"] + second["data"]] == reported[::-1]
    changed = urlencode(
        {"updated_after": (clock.now() - timedelta(days=1)).isoformat(), "cursor": first["next_cursor"]}
    )
    assert world.other_school.get(f"/incidents?{changed}").status_code == 422


@pytest.mark.parametrize("value", ["yesterday", "2026-09-01", "2026-09-01T00:00:00", ""])
def test_a_time_without_offset_is_invalid(world: World, value: str) -> None:
    response = world.school.get(f"/incidents?{urlencode({'updated_after': value})}")
    assert (response.status_code, response.json["errors"][0]["parameter"]) == (422, "updated_after")
