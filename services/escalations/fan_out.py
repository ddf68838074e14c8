"""Telling the incidents behind an escalation: always a job of the helpline, the only party that sees the fan-in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.jobs import enqueue
from services.models import Escalation


def spread(session: Session, escalation: Escalation, cause_id: UUID) -> None:
    """One job, in this transaction: one decision never locks the feeds of a thousand schools."""
    enqueue(
        session,
        "fan_out_escalation",
        organisation_id=str(escalation.owner_id),
        escalation_id=str(escalation.id),
        cause_id=str(cause_id),
    )
