"""Delivering an escalation to its platform, which can see it and its locators from then on."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_access
from services.core import clock
from services.core.errors import Conflict
from services.escalations.notices import mark_notices_sent
from services.escalations.progress import list_subject_ids
from services.escalations.recipients import require_reachable
from services.escalations.source_incidents import load_sources
from services.models import Escalation, Organisation
from services.policy.actor import Actor
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES


def deliver_escalation(session: Session, actor: Actor, escalation: Escalation) -> None:
    """Give the platform access to the escalation and to the helpline's copies of the locators; set the deadlines.

    Raises:
        PlatformNotActive: the platform is suspended or closed.
        NoAgreement: the agreement with the platform has ended since the escalation was queued.
        Conflict: a subject no longer belongs to an accepted incident.
    """
    require_reachable(session, session.get_one(Organisation, escalation.platform_id))
    subject_ids = sorted(list_subject_ids(session, escalation))
    if set(subject_ids) - load_sources(session, actor, subject_ids).platform_by_subject.keys():
        raise Conflict(
            "A subject of the escalation no longer belongs to an accepted incident.",
            code="no_source",
            state=escalation.state,
        )
    platform_ids = (escalation.platform_id,)
    grant_access(session, escalation.owner_id, "escalation", escalation.id, write=platform_ids)
    for subject_id in subject_ids:
        _copy_locator(session, actor, subject_id)
        grant_access(session, escalation.owner_id, "subject", subject_id, read=platform_ids)
    escalation.sent_at = clock.now()
    escalation.due_ack_at = ACKNOWLEDGEMENT_DEADLINES[escalation.priority].due_after(escalation.sent_at)
    escalation.due_decision_at = DECISION_DEADLINES[escalation.priority].due_after(escalation.sent_at)
    mark_notices_sent(session, escalation)


def _copy_locator(session: Session, actor: Actor, subject_id: UUID) -> None:
    """Store a copy of the subject's locator for the helpline, unless it has one.

    The platform gets access to this copy: a reporter's own copy would reveal the reporter as its owner.
    """
    copy = locator_copies.find_locator_copy(session, actor, subject_id)
    if copy.owner_id == actor.organisation_id:
        return
    grant_access(session, actor.organisation_id, "subject", subject_id, write=(actor.organisation_id,))
    shared_url = locator_copies.decrypt_locator(session, copy).shared_url
    locator = locator_copies.Locator(own_url=shared_url, shared_url=shared_url)
    locator_copies.store_locator(session, actor.organisation_id, subject_id, locator)
