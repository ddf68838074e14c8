"""An incident and an escalation in each of their states, brought there by those who would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from tests.factories import (
    Cast,
    accepted,
    clip,
    decided,
    declined,
    moved,
    pushed,
    queued,
    removed,
    reported,
    sent,
    subjects_of,
    verified,
)
from tests.support.jobs import run_pending_jobs

View = dict[str, Any]
Answer = Callable[[UUID], View]


def _escalated(cast: Cast, *answers: Answer) -> tuple[View, View]:
    """An accepted incident with as many links as answers, and its decided escalation."""
    incident = accepted(cast.helpline, cast.school, *(clip() for _ in answers or (removed,)))
    escalation = sent(cast.helpline, cast.platform, subjects_of(incident))
    if answers:
        given = [answer(subject) for answer, subject in zip(answers, subjects_of(incident), strict=True)]
        decided(cast.platform, escalation, *given)
    return incident, escalation


def _gone(subject_id: UUID) -> View:
    return {"subject_id": subject_id, "action": "content_already_gone"}


def _wrong(subject_id: UUID) -> View:
    return declined(subject_id, "wrong_url")


def _elsewhere(subject_id: UUID) -> View:
    return declined(subject_id, "not_our_service")


def _checked(cast: Cast) -> tuple[View, View]:
    incident, escalation = _escalated(cast, removed)
    verified(cast.helpline, escalation, subjects_of(incident)[0])
    return incident, escalation


def _settled(incident: View) -> View:
    run_pending_jobs()
    return incident


INCIDENTS: Mapping[str, Callable[[Cast], View]] = {
    "submitted": lambda cast: reported(cast.school),
    "in_triage": lambda cast: moved(cast.helpline, reported(cast.school), "triage"),
    "needs_information": lambda cast: moved(cast.helpline, reported(cast.school), "triage", "request_information"),
    "accepted": lambda cast: accepted(cast.helpline, cast.school),
    "in_escalation": lambda cast: _settled(_escalated(cast)[0]),
    "partially_resolved": lambda cast: _settled(_escalated(cast, declined)[0]),
    "resolved": lambda cast: _settled(_checked(cast)[0]),
    "closed_no_action": lambda cast: moved(cast.helpline, reported(cast.school), "close_no_action", reason="unfounded"),
    "withdrawn": lambda cast: moved(cast.school, reported(cast.school), "withdraw"),
}
ESCALATIONS: Mapping[str, Callable[[Cast], View]] = {
    "queued": lambda cast: queued(cast.helpline, cast.platform, subjects_of(accepted(cast.helpline, cast.school))),
    "sent": lambda cast: _escalated(cast)[1],
    "acknowledged": lambda cast: pushed(cast.platform, _escalated(cast)[1], "acknowledge"),
    "under_review": lambda cast: pushed(cast.platform, _escalated(cast)[1], "acknowledge", "start_review"),
    "actioned": lambda cast: _escalated(cast, removed)[1],
    "partially_actioned": lambda cast: _escalated(cast, removed, declined)[1],
    "already_gone": lambda cast: _escalated(cast, _gone)[1],
    "declined": lambda cast: _escalated(cast, declined)[1],
    "not_found": lambda cast: _escalated(cast, _wrong)[1],
    "not_our_service": lambda cast: _escalated(cast, _elsewhere)[1],
    "verified": lambda cast: _checked(cast)[1],
    "closed": lambda cast: pushed(cast.helpline, _checked(cast)[1], "close"),
}
