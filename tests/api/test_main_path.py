"""Every operation once, in the order of the story; each answer is compared with the contract on its way."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.core import clock
from tests.api.world import ApiClient, World, incident_body


def test_a_report_travels_to_the_platform_and_back(world: World) -> None:
    incident = once(world.school, "/incidents", incident_body()).json
    subject = incident["subjects"][0]["subject_id"]
    _accept(world.helpline, incident["id"])
    escalation = _escalate(world, subject)
    locator = world.platform.get(f"/subjects/{subject}/locator?purpose=act")
    assert locator.json["url"].startswith("https://www.tiktok.com/")
    _move(world.platform, f"/escalations/{escalation}", "acknowledge")
    decided = once(world.platform, f"/escalations/{escalation}/decisions", _decision(subject))
    assert decided.status_code == 201, decided.json
    assert world.platform.get(f"/escalations/{escalation}/decisions").json["data"] == [decided.json]
    verified = once(
        world.helpline,
        f"/subjects/{subject}/verifications",
        {"escalation_id": escalation, "method": "helpline_manual", "result": "gone", "wording": "It is gone."},
    )
    assert verified.status_code == 201, verified.json
    assert world.helpline.get(f"/subjects/{subject}/verifications").json["data"] == [verified.json]
    assert world.helpline.get(f"/escalations/{escalation}/notices").json["data"][0]["state"] == "sent"
    kinds = [change["kind"] for change in world.platform.get("/changes").json["data"]]
    assert kinds[0] == "escalation.sent"


def test_a_card_opens_a_case_for_the_union(world: World) -> None:
    incident = once(world.school, "/incidents", incident_body()).json["id"]
    card = once(world.school, f"/incidents/{incident}/card", {}).json
    brought = {**card, "consent_evidence_ref": "CONSENT-1", "member_ref": "M-1"}
    case = once(world.union, "/member-cases", brought)
    assert case.status_code == 201, case.json
    assert world.union.get(f"/member-cases/{case.json['id']}").json == case.json
    assert world.union.get(f"/incidents/{incident}").status_code == 200
    assert world.union.get("/member-cases").json["data"] == [case.json]


def test_a_reporter_amends_and_adds(world: World) -> None:
    incident = once(world.school, "/incidents", incident_body()).json["id"]
    amended = world.school.patch(f"/incidents/{incident}", {"view_band": "1k_10k"}, If_Match='"1"')
    assert amended.status_code == 200, amended.json
    added = once(world.school, f"/incidents/{incident}/subjects", incident_body()["links"][0])
    assert added.status_code == 201, added.json
    listed = world.school.get(f"/incidents/{incident}/subjects").json["data"]
    assert added.json in listed
    assert len(listed) == 2


def test_the_rest_of_the_reading_answers_as_documented(world: World) -> None:
    paths = ["/incidents", "/escalations", "/organisations", "/vocabularies", "/vocabularies/harm_category"]
    for path in paths:
        assert world.helpline.get(path).status_code == 200, path
    own = f"/organisations/{world.school.organisation_id}"
    assert world.school.get(own).status_code == 200
    figure = world.government.get("/statistics?nation=WLS&week=2026-W01")
    assert figure.json["count"] is None
    assert figure.json["suppressed"]


def once(party: ApiClient, path: str, body: dict[str, object], **headers: str) -> Any:
    """A POST that is sent twice, as after a cut line: the second answer must be the first."""
    key = uuid4().hex
    first = party.post(path, body, Idempotency_Key=key, **headers)
    second = party.post(path, body, Idempotency_Key=key, **headers)
    assert second.headers["Idempotency-Replayed"] == "true", first.json
    assert second.status_code == first.status_code
    assert second.json == {name: value for name, value in first.json.items() if name != "secret"}
    return first


def _accept(helpline: ApiClient, incident: str) -> None:
    for action in ("triage", "accept"):
        _move(helpline, f"/incidents/{incident}", action)


def _escalate(world: World, subject: str) -> str:
    escalation = once(
        world.helpline,
        "/escalations",
        {
            "subject_ids": [subject],
            "platform_id": str(world.platform.organisation_id),
            "priority": "P2",
            "basis": "terms",
            "policy_codes": ["impersonation"],
            "jurisdictions": ["GB"],
            "explanation": "It imitates a school and mocks its staff.",
            "good_faith_statement": True,
        },
    )
    assert escalation.status_code == 201, escalation.json
    path = f"/escalations/{escalation.json['id']}"
    assert world.platform.get(path).status_code == 404
    _move(world.helpline, path, "send")
    assert world.platform.get(path).status_code == 200
    return str(escalation.json["id"])


def _move(party: ApiClient, path: str, action: str) -> None:
    now = party.get(f"{path}/transitions")
    assert action in [edge["action"] for edge in now.json["allowed"]], now.json
    moved = once(party, f"{path}/transitions", {"action": action}, If_Match=now.headers["ETag"])
    assert moved.status_code == 200, moved.json


def _decision(subject: str) -> dict[str, object]:
    return {
        "puid": "d-1",
        "decided_at": clock.now().isoformat(),
        "subjects": [{"subject_id": subject, "action": "content_removed", "ground": "incompatible_content"}],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }
