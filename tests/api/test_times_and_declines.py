"""Times in the future are refused, the contract says what a decline needs, and an escalation explains itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from orjson import loads

from openapi.__main__ import generate_contract
from services.core import clock
from tests.api.conformance import list_schema_errors
from tests.api.steps import Json, accept_incident, decision_body, list_subject_ids, report_incident, send_escalation
from tests.api.world import World, incident_body

CONTRACT: Json = loads(generate_contract())
DECLINE = {"decline_reason": "no_violation", "policy_code": "IMP-1", "explanation": "It is within the rules."}


def in_minutes(minutes: int) -> str:
    """Return a time from now as RFC 3339."""
    return (clock.now() + timedelta(minutes=minutes)).isoformat()


@pytest.mark.parametrize(
    ("pointer", "changes"),
    [
        ("/first_seen_at", {"first_seen_at": in_minutes(60)}),
        ("/in_app_report/at", {"in_app_report": {"done": True, "at": "2999-01-01T00:00:00Z"}}),
    ],
)
def test_a_report_of_the_future_is_refused(world: World, pointer: str, changes: Json) -> None:
    response = world.school.post("/incidents", incident_body(**changes))
    assert response.status_code == 422
    assert [(error["pointer"], error["code"]) for error in response.json["errors"]] == [(pointer, "in_the_future")]


def test_a_correction_to_the_future_is_refused_and_a_fast_clock_is_not(world: World) -> None:
    path = f"/incidents/{report_incident(world.school)['id']}"
    assert world.school.patch(path, {"first_seen_at": in_minutes(60)}, If_Match='"1"').status_code == 422
    assert world.school.patch(path, {"first_seen_at": in_minutes(3)}, If_Match='"1"').status_code == 200


def test_decisions_and_checks_of_the_future_are_refused(world: World) -> None:
    subject_ids = list_subject_ids(accept_incident(world))
    escalation = send_escalation(world, subject_ids)
    decisions = f"/escalations/{escalation['id']}/decisions"
    for name in ("decided_at", "applied_at"):
        response = world.platform.post(decisions, {**decision_body(subject_ids), name: in_minutes(60)})
        assert [error["pointer"] for error in response.json["errors"]] == [f"/{name}"]
    world.platform.post(decisions, decision_body(subject_ids))
    check = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone"}
    response = world.helpline.post(f"/subjects/{subject_ids[0]}/verifications", {**check, "checked_at": in_minutes(60)})
    assert [error["code"] for error in response.json["errors"]] == ["in_the_future"]


@pytest.mark.parametrize("missing", [None, *DECLINE])
def test_the_contract_and_the_server_agree_on_what_a_decline_needs(world: World, missing: str | None) -> None:
    subject_ids = list_subject_ids(accept_incident(world))
    fields = {name: value for name, value in DECLINE.items() if name != missing}
    body = {**decision_body([]), "subjects": [{"subject_id": subject_ids[0], "action": "no_action", **fields}]}
    path = f"/escalations/{send_escalation(world, subject_ids)['id']}/decisions"
    schema = CONTRACT["components"]["schemas"]["NewDecision"]
    assert bool(list_schema_errors(schema, body, CONTRACT)) is (missing is not None)
    assert world.platform.post(path, body).status_code == (201 if missing is None else 422)


def test_the_contract_rejects_a_decline_reason_of_another_action() -> None:
    subject = {"subject_id": "01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42", "action": "demoted"}
    schema = CONTRACT["components"]["schemas"]["NewDecisionSubject"]
    assert not list_schema_errors(schema, subject, CONTRACT)
    assert list_schema_errors(schema, {**subject, "decline_reason": "duplicate"}, CONTRACT)


def test_the_platform_reads_the_explanation_of_the_notice_on_the_escalation(world: World) -> None:
    escalation = send_escalation(world, list_subject_ids(accept_incident(world)))
    seen = world.platform.get(f"/escalations/{escalation['id']}").json
    (notice,) = world.platform.get(f"/escalations/{escalation['id']}/notices").json["data"]
    assert seen["explanation"] == notice["payload"]["explanation"]
