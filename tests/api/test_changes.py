"""The change feed over HTTP: what changed is named, and a client knows from `resource` what `data` is."""

from __future__ import annotations

from orjson import loads

from openapi.__main__ import generate_contract
from tests.api.steps import (
    Json,
    accept_incident,
    decision_body,
    list_subject_ids,
    open_member_case,
    read_json,
    report_incident,
    send_escalation,
    take_actions,
)
from tests.api.world import AuthorizedClient, World
from tests.support.jobs import run_pending_jobs

CONTRACT: Json = loads(generate_contract())
SCHEMAS: Json = CONTRACT["components"]["schemas"]


def read_feed(client: AuthorizedClient, resource_id: str, parameters: str = "limit=200") -> list[Json]:
    """Return all changes of one resource in the client's feed, oldest first."""
    changes: list[Json] = []
    path = f"/changes?{parameters}"
    while True:
        page = client.get(path).json
        changes += [change for change in page["data"] if change["resource_id"] == resource_id]
        if not page["has_more"]:
            return changes
        path = f"/changes?{parameters}&cursor={page['next_cursor']}"


def test_a_link_to_the_next_page_is_sent_only_while_there_is_more(world: World) -> None:
    for _ in range(3):
        report_incident(world.school)
    first = world.school.get("/changes?limit=1")
    assert first.json["has_more"] is True
    assert 'rel="next"' in first.headers["Link"]
    last = world.school.get("/changes?limit=200")
    assert last.json["has_more"] is False
    assert last.json["next_cursor"]
    assert "Link" not in last.headers
    caught_up = world.school.get(f"/changes?cursor={last.json['next_cursor']}")
    assert (caught_up.json["data"], "Link" in caught_up.headers) == ([], False)


def test_data_is_a_union_that_the_member_resource_discriminates() -> None:
    union = SCHEMAS["Change"]
    assert union["discriminator"]["propertyName"] == "resource"
    assert [reference["$ref"] for reference in union["oneOf"]] == list(union["discriminator"]["mapping"].values())
    for resource, reference in union["discriminator"]["mapping"].items():
        schema = SCHEMAS[reference.rpartition("/")[2]]
        assert schema["properties"]["resource"]["enum"] == [resource]
        assert {"resource", "data", "changed"} <= set(schema["required"])
        kinds = schema["properties"]["data"]["anyOf"]
        assert len(kinds) == 2
        assert {"type": "null"} in kinds


def test_a_new_resource_has_no_changed_members(world: World) -> None:
    incident = report_incident(world.school)
    for client in (world.school, world.helpline):
        (change,) = read_feed(client, incident["id"])
        assert (change["resource"], change["changed"]) == ("incident", [])


def test_a_correction_names_the_members_that_it_changed(world: World) -> None:
    incident = report_incident(world.school)
    path = f"/incidents/{incident['id']}"
    world.school.patch(path, {"view_band": "gt1m", "summary_neutral": "It mocks a teacher."}, If_Match='"1"')
    world.helpline.patch(path, {"priority": "P1"}, If_Match='"2"')
    assert [change["changed"] for change in read_feed(world.school, incident["id"])] == [
        [],
        ["summary_neutral", "view_band"],
        ["priority"],
    ]


def test_an_action_names_the_state_and_its_note_by_the_version_of_the_history(world: World) -> None:
    incident = report_incident(world.school)
    path = f"/incidents/{incident['id']}"
    take_actions(world.helpline, path, "triage")
    body = {"action": "request_information", "note": "Please tell us when it began."}
    read_json(world.helpline.post(f"{path}/transitions", body, If_Match='"2"'))
    *_, triaged, question = read_feed(world.school, incident["id"])
    assert triaged["changed"] == ["state"]
    assert question["changed"] == ["note", "state"]
    history = world.school.get(f"{path}/transitions").json["history"]
    (entry,) = (entry for entry in history if entry["version"] == question["transition_version"])
    assert entry["note"] == body["note"]


def test_a_decision_and_a_verification_are_named_by_their_ids_to_both_sides(world: World) -> None:
    (subject_id,) = list_subject_ids(accept_incident(world))
    path = f"/escalations/{send_escalation(world, [subject_id])['id']}"
    decision = read_json(world.platform.post(f"{path}/decisions", decision_body([subject_id])))
    check = {"escalation_id": path.rpartition("/")[2], "method": "helpline_manual", "result": "gone"}
    verification = read_json(world.helpline.post(f"/subjects/{subject_id}/verifications", check))
    for client in (world.platform, world.helpline):
        decided, verified = read_feed(client, check["escalation_id"])[-2:]
        assert (decided["decision_id"], decided["changed"]) == (decision["id"], ["state", "subjects"])
        assert (verified["verification_id"], verified["changed"]) == (verification["id"], ["state", "subjects"])
        assert "verification_id" not in decided
        assert "decision_id" not in verified
    listed = world.helpline.get(f"{path}/decisions").json["data"]
    assert [entry["id"] for entry in listed] == [decision["id"]]


def test_a_reporter_is_told_that_its_links_changed_and_nothing_of_the_decision_behind_it(world: World) -> None:
    incident = accept_incident(world)
    subject_ids = list_subject_ids(incident)
    escalation = send_escalation(world, subject_ids)
    run_pending_jobs()
    read_json(world.platform.post(f"/escalations/{escalation['id']}/decisions", decision_body(subject_ids)))
    run_pending_jobs()
    *_, escalated, decided = read_feed(world.school, incident["id"])
    assert escalated["changed"] == decided["changed"] == ["state", "subjects"]
    assert not {"decision_id", "verification_id"} & {*escalated, *decided}


def test_members_that_a_reader_cannot_see_are_not_named_to_it(world: World) -> None:
    """The exact number of incidents is for the helpline; the platform learns the band alone."""
    incident = accept_incident(world)
    link = {"url": world.helpline.get(f"/subjects/{list_subject_ids(incident)[0]}/locator?purpose=triage").json["url"]}
    escalation = send_escalation(world, list_subject_ids(incident))
    second = report_incident(world.other_school, links=[link])
    take_actions(world.helpline, f"/incidents/{second['id']}", "triage", "accept")
    run_pending_jobs()
    assert read_feed(world.helpline, escalation["id"])[-1]["changed"] == [
        "incident_count",
        "source_incident_count_band",
    ]
    assert read_feed(world.platform, escalation["id"])[-1]["changed"] == ["source_incident_count_band"]


def test_a_member_case_is_told_to_its_union_as_a_resource_of_its_own(world: World) -> None:
    case = open_member_case(world)
    (change,) = read_feed(world.union, case["id"])
    assert (change["resource"], change["data"]["id"], change["changed"]) == ("member_case", case["id"], [])
