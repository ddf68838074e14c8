"""Handing an escalation to its platform: from here on it exists for the platform, with its locators."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.access import agreements
from services.access.grants import grant_access
from services.core import clock
from services.core.errors import Conflict
from services.escalations.locators import copy_locator
from services.escalations.notice import mark_sent
from services.escalations.progress import parts_of
from services.escalations.source_incidents import sources_of
from services.models import Escalation
from services.policy.actor import Actor
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES
from services.vocabularies.organisations import DataClass


def deliver(session: Session, actor: Actor, escalation: Escalation) -> None:
    """Grant the platform the escalation and the helpline's copies of the locators, and start its clocks.

    NoAgreement when the agreement has ended since the escalation was queued: it then stays queued.
    """
    agreements.require_agreement(session, escalation.platform_id, DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)
    subject_ids = sorted(parts_of(session, escalation))
    if set(subject_ids) - sources_of(session, actor, subject_ids).platforms.keys():
        raise Conflict(
            "A subject of the escalation no longer belongs to an accepted incident.",
            code="no_source",
            state=escalation.state,
        )
    to_platform = (escalation.platform_id,)
    grant_access(session, escalation.owner_id, "escalation", escalation.id, write=to_platform)
    for subject_id in subject_ids:
        copy_locator(session, actor, subject_id)
        grant_access(session, escalation.owner_id, "subject", subject_id, read=to_platform)
    escalation.sent_at = clock.now()
    escalation.due_ack_at = ACKNOWLEDGEMENT_DEADLINES[escalation.priority].after(escalation.sent_at)
    escalation.due_decision_at = DECISION_DEADLINES[escalation.priority].after(escalation.sent_at)
    mark_sent(session, escalation)
