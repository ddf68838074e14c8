"""An incident and an escalation in each of their states, brought there by those who would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from tests.factories import (
    Parties,
    create_accepted_incident,
    create_escalation,
    create_incident,
    create_sent_escalation,
    decline_input,
    list_subject_ids,
    new_clip_url,
    record_decision,
    record_verification,
    removal_input,
    transition_escalation,
    transition_incident,
)
from tests.support.jobs import run_pending_jobs

View = dict[str, Any]
Answer = Callable[[UUID], View]


def _escalated(parties: Parties, *answers: Answer) -> tuple[View, View]:
    """An accepted incident with as many links as answers, and its decided escalation."""
    incident = create_accepted_incident(
        parties.helpline, parties.school, *(new_clip_url() for _ in answers or (removal_input,))
    )
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    if answers:
        given = [answer(subject) for answer, subject in zip(answers, list_subject_ids(incident), strict=True)]
        record_decision(parties.platform, escalation, *given)
    return incident, escalation


def _gone(subject_id: UUID) -> View:
    return {"subject_id": subject_id, "action": "content_already_gone"}


def _wrong(subject_id: UUID) -> View:
    return decline_input(subject_id, "wrong_url")


def _elsewhere(subject_id: UUID) -> View:
    return decline_input(subject_id, "not_our_service")


def _checked(parties: Parties) -> tuple[View, View]:
    incident, escalation = _escalated(parties, removal_input)
    record_verification(parties.helpline, escalation, list_subject_ids(incident)[0])
    return incident, escalation


def _settled(incident: View) -> View:
    run_pending_jobs()
    return incident


INCIDENT_BUILDERS: Mapping[str, Callable[[Parties], View]] = {
    "submitted": lambda parties: create_incident(parties.school),
    "in_triage": lambda parties: transition_incident(parties.helpline, create_incident(parties.school), "triage"),
    "needs_information": lambda parties: transition_incident(
        parties.helpline, create_incident(parties.school), "triage", "request_information"
    ),
    "accepted": lambda parties: create_accepted_incident(parties.helpline, parties.school),
    "in_escalation": lambda parties: _settled(_escalated(parties)[0]),
    "partially_resolved": lambda parties: _settled(_escalated(parties, decline_input)[0]),
    "resolved": lambda parties: _settled(_checked(parties)[0]),
    "closed_no_action": lambda parties: transition_incident(
        parties.helpline, create_incident(parties.school), "close_no_action", reason="unfounded"
    ),
    "withdrawn": lambda parties: transition_incident(parties.school, create_incident(parties.school), "withdraw"),
}
ESCALATION_BUILDERS: Mapping[str, Callable[[Parties], View]] = {
    "queued": lambda parties: create_escalation(
        parties.helpline, parties.platform, list_subject_ids(create_accepted_incident(parties.helpline, parties.school))
    ),
    "sent": lambda parties: _escalated(parties)[1],
    "acknowledged": lambda parties: transition_escalation(parties.platform, _escalated(parties)[1], "acknowledge"),
    "under_review": lambda parties: transition_escalation(
        parties.platform, _escalated(parties)[1], "acknowledge", "start_review"
    ),
    "actioned": lambda parties: _escalated(parties, removal_input)[1],
    "partially_actioned": lambda parties: _escalated(parties, removal_input, decline_input)[1],
    "already_gone": lambda parties: _escalated(parties, _gone)[1],
    "declined": lambda parties: _escalated(parties, decline_input)[1],
    "not_found": lambda parties: _escalated(parties, _wrong)[1],
    "not_our_service": lambda parties: _escalated(parties, _elsewhere)[1],
    "verified": lambda parties: _checked(parties)[1],
    "closed": lambda parties: transition_escalation(parties.helpline, _checked(parties)[1], "close"),
}
