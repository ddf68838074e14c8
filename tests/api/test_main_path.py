"""A case from report to verification, with every POST sent twice. Each response is checked against the contract."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.steps import decision_body, escalation_body, list_subject_ids
from tests.api.world import AuthorizedClient, World, incident_body


def test_an_incident_is_escalated_decided_and_verified(world: World) -> None:
    incident = post_twice(world.school, "/incidents", incident_body()).json
    (subject_id,) = list_subject_ids(incident)
    for action in ("triage", "accept"):
        take_listed_action(world.helpline, f"/incidents/{incident['id']}", action)
    escalation_id = escalate(world, subject_id)
    path = f"/escalations/{escalation_id}"
    locator = world.platform.get(f"/subjects/{subject_id}/locator?purpose=act")
    assert locator.json["url"].startswith("https://www.tiktok.com/")
    take_listed_action(world.platform, path, "acknowledge")
    decision = post_twice(world.platform, f"{path}/decisions", decision_body([subject_id]))
    assert decision.status_code == 201, decision.json
    assert world.platform.get(f"{path}/decisions").json["data"] == [decision.json]
    verification = post_twice(
        world.helpline,
        f"/subjects/{subject_id}/verifications",
        {"escalation_id": escalation_id, "method": "helpline_manual", "result": "gone", "wording": "It is gone."},
    )
    assert verification.status_code == 201, verification.json
    assert world.helpline.get(f"/subjects/{subject_id}/verifications").json["data"] == [verification.json]
    assert world.helpline.get(f"{path}/notices").json["data"][0]["state"] == "sent"
    assert world.platform.get("/changes").json["data"][0]["kind"] == "escalation.sent"


def test_a_union_opens_a_member_case_with_a_card(world: World) -> None:
    incident_id = post_twice(world.school, "/incidents", incident_body()).json["id"]
    card = post_twice(world.school, f"/incidents/{incident_id}/card", {}).json
    body = {**card, "consent_evidence_ref": "CONSENT-1", "member_ref": "M-1"}
    case = post_twice(world.union, "/member-cases", body)
    assert case.status_code == 201, case.json
    assert world.union.get(f"/member-cases/{case.json['id']}").json == case.json
    assert world.union.get(f"/incidents/{incident_id}").status_code == 200
    assert world.union.get("/member-cases").json["data"] == [case.json]


def test_a_reporter_amends_an_incident_and_adds_a_link(world: World) -> None:
    path = f"/incidents/{post_twice(world.school, '/incidents', incident_body()).json['id']}"
    amended = world.school.patch(path, {"view_band": "1k_10k"}, If_Match='"1"')
    assert amended.status_code == 200, amended.json
    subject = post_twice(world.school, f"{path}/subjects", incident_body()["links"][0])
    assert subject.status_code == 201, subject.json
    subjects = world.school.get(f"{path}/subjects").json["data"]
    assert subject.json in subjects
    assert len(subjects) == 2


def test_the_other_read_operations_succeed(world: World) -> None:
    for path in ("/incidents", "/escalations", "/organisations", "/vocabularies", "/vocabularies/harm_category"):
        assert world.helpline.get(path).status_code == 200, path
    assert world.school.get(f"/organisations/{world.school.organisation_id}").status_code == 200
    statistic = world.government.get("/statistics?nation=WLS&week=2026-W01")
    assert statistic.json["count"] is None
    assert statistic.json["suppressed"]


def post_twice(client: AuthorizedClient, path: str, body: dict[str, object], **headers: str) -> Any:
    """Send a POST twice with one key, as after a lost response, and return the first response."""
    key = uuid4().hex
    first = client.post(path, body, Idempotency_Key=key, **headers)
    second = client.post(path, body, Idempotency_Key=key, **headers)
    assert second.headers["Idempotency-Replayed"] == "true", first.json
    assert second.status_code == first.status_code
    assert second.json == {name: value for name, value in first.json.items() if name != "secret"}
    return first


def escalate(world: World, subject_id: str) -> str:
    """Open and send an escalation, which the platform sees only afterwards, and return its id."""
    escalation = post_twice(world.helpline, "/escalations", escalation_body(world, [subject_id]))
    assert escalation.status_code == 201, escalation.json
    path = f"/escalations/{escalation.json['id']}"
    assert world.platform.get(path).status_code == 404
    take_listed_action(world.helpline, path, "send")
    assert world.platform.get(path).status_code == 200
    return str(escalation.json["id"])


def take_listed_action(client: AuthorizedClient, path: str, action: str) -> None:
    """Take an action that the resource lists as allowed."""
    transitions = client.get(f"{path}/transitions")
    assert action in [allowed["action"] for allowed in transitions.json["allowed"]], transitions.json
    resource = post_twice(client, f"{path}/transitions", {"action": action}, If_Match=transitions.headers["ETag"])
    assert resource.status_code == 200, resource.json
