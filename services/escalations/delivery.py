"""Delivering an escalation to its platform, which can see it and its locators from then on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_access
from services.core import clock
from services.escalations.notices import mark_notices_sent
from services.escalations.queued_subjects import load_subjects, remove_unsupported_subjects
from services.escalations.recipients import require_reachable
from services.models import Escalation, Organisation
from services.policy.actor import Actor
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES


def deliver_escalation(session: Session, actor: Actor, escalation: Escalation) -> str:
    """Give the platform access to the escalation and to the helpline's copies of the locators; set the deadlines.

    Subjects without an accepted incident are dropped. Return the state that the escalation gets: `cancelled` if no
    subject is left, and then the platform gets nothing.

    Raises:
        PlatformNotActive: the platform is suspended or closed.
        NoAgreement: the agreement with the platform has ended since the escalation was queued.
    """
    sources = remove_unsupported_subjects(session, actor, escalation)
    if not sources.platform_by_subject:
        return "cancelled"
    require_reachable(session, session.get_one(Organisation, escalation.platform_id), sources.nations)
    sent_at = clock.now()
    for subject in load_subjects(session, escalation):
        subject.source_accepted_at = sources.accepted_at_by_subject[subject.subject_id]
        _share_locator(session, actor, escalation, subject.subject_id)
    grant_access(session, escalation.owner_id, "escalation", escalation.id, write=(escalation.platform_id,))
    mark_notices_sent(session, escalation, sent_at)
    # Set last: a statement in between would write them alone, and so raise the version twice.
    _set_deadlines(escalation, sent_at, sources.nations)
    return "sent"


def _set_deadlines(escalation: Escalation, sent_at: datetime, nations: Collection[str]) -> None:
    """Set the time of sending and the deadlines that count from it, by the calendars of these nations."""
    escalation.sent_at = sent_at
    escalation.due_ack_at = ACKNOWLEDGEMENT_DEADLINES[escalation.priority].due_after(sent_at, nations)
    escalation.due_decision_at = DECISION_DEADLINES[escalation.priority].due_after(sent_at, nations)


def _share_locator(session: Session, actor: Actor, escalation: Escalation, subject_id: UUID) -> None:
    """Store a copy of the subject's locator for the helpline, unless it has one, and let the platform read this copy.

    A reporter's own copy would reveal the reporter as its owner.
    """
    copy = locator_copies.find_locator_copy(session, actor, subject_id)
    if copy.owner_id != actor.organisation_id:
        grant_access(session, actor.organisation_id, "subject", subject_id, write=(actor.organisation_id,))
        shared_url = locator_copies.decrypt_locator(session, copy).shared_url
        locator = locator_copies.Locator(own_url=shared_url, shared_url=shared_url)
        locator_copies.store_locator(session, actor.organisation_id, subject_id, locator)
    grant_access(session, escalation.owner_id, "subject", subject_id, read=(escalation.platform_id,))
