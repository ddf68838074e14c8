"""A union opens a case without a card; a card links it later, typed as people type it."""

from __future__ import annotations

import pytest

from tests.api.steps import Json, issue_card, open_member_case, read_json, report_incident
from tests.api.world import World

CONSENT = {"consent_evidence_ref": "C-1"}


def open_case(world: World, **body: object) -> Json:
    """Open a case of the union."""
    return read_json(world.union.post("/member-cases", {**CONSENT, **body}))


def test_a_case_without_an_incident_is_linked_by_a_card_later(world: World) -> None:
    case, card = open_case(world), issue_card(world)
    assert case["incident_id"] is None
    linked = read_json(world.union.post(f"/member-cases/{case['id']}/card", card))
    assert (linked["id"], linked["version"]) == (case["id"], 2)
    assert world.union.get(f"/incidents/{linked['incident_id']}").status_code == 200
    assert world.union.get(f"/member-cases/{case['id']}").json == linked
    changes = world.union.get("/changes?limit=200&types=member_case.linked,incident.shared").json["data"]
    assert [(change["resource_id"], change["changed"]) for change in changes[-2:]] == [
        (case["id"], ["incident_id"]),
        (linked["incident_id"], []),
    ]


def test_a_case_without_a_card_lets_the_union_read_nothing(world: World) -> None:
    incident = report_incident(world.school)
    open_case(world)
    assert world.union.get(f"/incidents/{incident['id']}").status_code == 404


def test_a_union_opens_one_case_about_an_incident_that_it_reported_itself(world: World) -> None:
    incident = report_incident(world.union)
    case = open_case(world, incident_id=incident["id"])
    assert case["incident_id"] == incident["id"]
    again = world.union.post("/member-cases", {**CONSENT, "incident_id": incident["id"]})
    assert (again.status_code, again.json["code"]) == (409, "member_case_exists")
    linked = world.union.post(f"/member-cases/{case['id']}/card", issue_card(world))
    assert (linked.status_code, linked.json["code"]) == (409, "member_case_linked")


def test_incidents_of_others_and_unknown_ones_get_the_same_answer(world: World) -> None:
    hidden = report_incident(world.school)["id"]
    shared = open_member_case(world)["incident_id"]
    answers = [
        world.union.post("/member-cases", {**CONSENT, "incident_id": incident_id})
        for incident_id in (hidden, shared, "01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42")
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    errors = [answer.json["errors"] for answer in answers]
    assert errors[0] == errors[1] == errors[2]
    assert (errors[0][0]["pointer"], errors[0][0]["code"]) == ("/incident_id", "unknown_incident")


@pytest.mark.parametrize("missing", ["case_number", "secret"])
def test_half_a_card_is_invalid(world: World, missing: str) -> None:
    half = {name: value for name, value in issue_card(world).items() if name != missing}
    response = world.union.post("/member-cases", {**CONSENT, **half})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json["errors"]] == [f"/{missing}"]


def test_a_card_and_an_incident_together_are_invalid(world: World) -> None:
    incident_id = report_incident(world.union)["id"]
    response = world.union.post("/member-cases", {**CONSENT, **issue_card(world), "incident_id": incident_id})
    assert (response.status_code, response.json["errors"][0]["pointer"]) == (422, "/incident_id")


def test_a_wrong_card_links_nothing(world: World) -> None:
    case, card = open_case(world), issue_card(world)
    wrong = world.union.post(f"/member-cases/{case['id']}/card", {**card, "secret": "0" * 26})
    assert (wrong.status_code, wrong.json["code"]) == (404, "not_found")
    assert world.union.get(f"/member-cases/{case['id']}").json == case


def test_a_second_case_cannot_be_linked_to_the_same_incident(world: World) -> None:
    first, second, card = open_case(world), open_case(world), issue_card(world)
    read_json(world.union.post(f"/member-cases/{first['id']}/card", card))
    response = world.union.post(f"/member-cases/{second['id']}/card", card)
    assert (response.status_code, response.json["code"]) == (409, "member_case_exists")


def test_nobody_else_sees_or_links_the_case(world: World) -> None:
    case = open_case(world)
    for client in (world.school, world.helpline):
        assert client.get(f"/member-cases/{case['id']}").status_code == 403
        assert client.post(f"/member-cases/{case['id']}/card", issue_card(world)).status_code == 403
        assert case["id"] not in client.get("/changes?limit=200").get_data(as_text=True)


@pytest.mark.parametrize("write", ["{lower}", "  {}  ", "{spaced}", "{plain}", "{dashed}", "{confused}", "{dotted}"])
def test_a_card_is_accepted_as_people_type_it(world: World, write: str) -> None:
    def retype(text: str) -> str:
        return write.format(
            text,
            lower=text.lower(),
            spaced=text.replace("-", " "),
            plain=text.replace("-", ""),
            dashed=text.replace("-", " \u2013 "),
            confused=text.replace("0", "O").replace("1", "l"),
            dotted=text.replace("-", "."),
        )

    card = {name: retype(value) for name, value in issue_card(world).items()}
    assert open_case(world, **card)["incident_id"]


def test_the_letters_before_a_case_number_may_be_left_out(world: World) -> None:
    card = issue_card(world)
    assert open_case(world, **{**card, "case_number": card["case_number"].removeprefix("TC-")})["incident_id"]
