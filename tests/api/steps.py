"""The steps of a case over HTTP: report, accept, escalate, decide."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.core import clock
from tests.api.world import AuthorizedClient, World, incident_body

Json = dict[str, Any]


def read_json(response: Any) -> Json:
    """Return the body of a successful response."""
    assert response.status_code in (200, 201), response.json
    body: Json = response.json
    return body


def take_actions(client: AuthorizedClient, path: str, *actions: str) -> Json:
    """Take actions on an incident or an escalation, one after the other, and return it."""
    resource: Json = {}
    for action in actions:
        etag = client.get(path).headers["ETag"]
        resource = read_json(client.post(f"{path}/transitions", {"action": action}, If_Match=etag))
    return resource


def report_incident(client: AuthorizedClient, **changes: object) -> Json:
    """Report an incident with one link."""
    return read_json(client.post("/incidents", incident_body(**changes)))


def accept_incident(world: World) -> Json:
    """Report an incident of the school and accept it."""
    incident = report_incident(world.school)
    return take_actions(world.helpline, f"/incidents/{incident['id']}", "triage", "accept")


def list_subject_ids(*incidents: Json) -> list[str]:
    """Return the ids of all subjects of the incidents."""
    return [subject["subject_id"] for incident in incidents for subject in incident["subjects"]]


def open_escalation(world: World, subject_ids: list[str]) -> Json:
    """Open an escalation of the subjects to the platform."""
    return read_json(world.helpline.post("/escalations", escalation_body(world, subject_ids)))


def escalation_body(world: World, subject_ids: list[str]) -> Json:
    """Return an escalation of the subjects to the platform."""
    return {
        "subject_ids": subject_ids,
        "platform_id": str(world.platform.organisation_id),
        "priority": "P2",
        "basis": "terms",
        "policy_codes": ["impersonation"],
        "jurisdictions": ["GB"],
        "explanation": "It imitates a school and mocks its staff.",
        "good_faith_statement": True,
    }


def send_escalation(world: World, subject_ids: list[str]) -> Json:
    """Open an escalation of the subjects to the platform and send it."""
    escalation = open_escalation(world, subject_ids)
    return take_actions(world.helpline, f"/escalations/{escalation['id']}", "send")


def record_decision(world: World, escalation_id: str, subject_ids: list[str]) -> Json:
    """Decide to remove the subjects."""
    return read_json(world.platform.post(f"/escalations/{escalation_id}/decisions", decision_body(subject_ids)))


def decision_body(subject_ids: list[str]) -> Json:
    """Return a decision to remove the subjects."""
    return {
        "puid": uuid4().hex,
        "decided_at": clock.now().isoformat(),
        "subjects": [
            {"subject_id": subject_id, "action": "content_removed", "ground": "incompatible_content"}
            for subject_id in subject_ids
        ],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }


def issue_card(world: World) -> Json:
    """Report an incident of the school and issue its card."""
    incident = report_incident(world.school)
    return read_json(world.school.post(f"/incidents/{incident['id']}/card", {}))


def open_member_case(world: World) -> Json:
    """Open a case of the union with a new card."""
    body = {**issue_card(world), "consent_evidence_ref": "CONSENT-1"}
    return read_json(world.union.post("/member-cases", body))
