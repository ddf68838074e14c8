"""Builders of an incident and of an escalation in each of their states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from services.policy.field_access import ResourceView
from tests.factories import (
    Input,
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

DecideSubject = Callable[[UUID], Input]


def _create_escalation(parties: Parties, *decisions: DecideSubject) -> tuple[ResourceView, ResourceView]:
    """Return an accepted incident with one link for each decision, and its sent and decided escalation.

    Without decisions the incident has one link and the escalation is only sent.
    """
    urls = [new_clip_url() for _ in decisions or (removal_input,)]
    incident = create_accepted_incident(parties.helpline, parties.school, *urls)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    if decisions:
        subjects = [
            decide(subject_id) for decide, subject_id in zip(decisions, list_subject_ids(incident), strict=True)
        ]
        record_decision(parties.platform, escalation, *subjects)
    return incident, escalation


def _already_gone_input(subject_id: UUID) -> Input:
    return {"subject_id": subject_id, "action": "content_already_gone"}


def _wrong_url_input(subject_id: UUID) -> Input:
    return decline_input(subject_id, "wrong_url")


def _other_service_input(subject_id: UUID) -> Input:
    return decline_input(subject_id, "not_our_service")


def _create_verified_escalation(parties: Parties) -> tuple[ResourceView, ResourceView]:
    incident, escalation = _create_escalation(parties, removal_input)
    record_verification(parties.helpline, escalation, list_subject_ids(incident)[0])
    return incident, escalation


def _run_jobs_of(incident: ResourceView) -> ResourceView:
    """Publish the outcomes of the incident, and return it."""
    run_pending_jobs()
    return incident


INCIDENT_BUILDERS: Mapping[str, Callable[[Parties], ResourceView]] = {
    "submitted": lambda parties: create_incident(parties.school),
    "in_triage": lambda parties: transition_incident(parties.helpline, create_incident(parties.school), "triage"),
    "needs_information": lambda parties: transition_incident(
        parties.helpline, create_incident(parties.school), "triage", "request_information"
    ),
    "accepted": lambda parties: create_accepted_incident(parties.helpline, parties.school),
    "in_escalation": lambda parties: _run_jobs_of(_create_escalation(parties)[0]),
    "partially_resolved": lambda parties: _run_jobs_of(_create_escalation(parties, decline_input)[0]),
    "resolved": lambda parties: _run_jobs_of(_create_verified_escalation(parties)[0]),
    "closed_no_action": lambda parties: transition_incident(
        parties.helpline, create_incident(parties.school), "close_no_action", reason="unfounded"
    ),
    "withdrawn": lambda parties: transition_incident(parties.school, create_incident(parties.school), "withdraw"),
}
ESCALATION_BUILDERS: Mapping[str, Callable[[Parties], ResourceView]] = {
    "queued": lambda parties: create_escalation(
        parties.helpline,
        parties.platform,
        list_subject_ids(create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())),
    ),
    "sent": lambda parties: _create_escalation(parties)[1],
    "acknowledged": lambda parties: transition_escalation(
        parties.platform, _create_escalation(parties)[1], "acknowledge"
    ),
    "under_review": lambda parties: transition_escalation(
        parties.platform, _create_escalation(parties)[1], "acknowledge", "start_review"
    ),
    "actioned": lambda parties: _create_escalation(parties, removal_input)[1],
    "partially_actioned": lambda parties: _create_escalation(parties, removal_input, decline_input)[1],
    "already_gone": lambda parties: _create_escalation(parties, _already_gone_input)[1],
    "declined": lambda parties: _create_escalation(parties, decline_input)[1],
    "not_found": lambda parties: _create_escalation(parties, _wrong_url_input)[1],
    "not_our_service": lambda parties: _create_escalation(parties, _other_service_input)[1],
    "verified": lambda parties: _create_verified_escalation(parties)[1],
    "closed": lambda parties: transition_escalation(parties.helpline, _create_verified_escalation(parties)[1], "close"),
    "cancelled": lambda parties: transition_escalation(
        parties.helpline, ESCALATION_BUILDERS["queued"](parties), "cancel"
    ),
}
