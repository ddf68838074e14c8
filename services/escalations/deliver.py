"""Handing an escalation to its platform: from here on it exists for the platform, with its locators."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from services import clock
from services.escalations.deadlines import ACKNOWLEDGE, DECIDE
from services.escalations.locators import copy_locator
from services.escalations.notice import mark_sent
from services.models import Escalation, EscalationSubject
from services.policy import routes
from services.policy.actor import Actor
from services.policy.grants import grant
from services.vocabularies.organisations import DataClass


def deliver(session: Session, actor: Actor, escalation: Escalation) -> None:
    """Grant the platform the escalation and the helpline's copies of the locators, and start its clocks.

    NoAgreement when the agreement has ended since the escalation was queued: it then stays queued.
    """
    routes.require(session, escalation.platform_id, DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)
    to_platform = (escalation.platform_id,)
    grant(session, escalation.owner_id, "escalation", escalation.id, write=to_platform)
    parts = select(EscalationSubject.subject_id).where(
        EscalationSubject.owner_id == escalation.owner_id, EscalationSubject.escalation_id == escalation.id
    )
    for subject_id in session.scalars(parts.order_by(EscalationSubject.subject_id)):
        copy_locator(session, actor, subject_id)
        grant(session, escalation.owner_id, "subject", subject_id, read=to_platform)
    escalation.sent_at = clock.now()
    escalation.due_ack_at = ACKNOWLEDGE[escalation.priority].after(escalation.sent_at)
    escalation.due_decision_at = DECIDE[escalation.priority].after(escalation.sent_at)
    mark_sent(session, escalation)
