"""How many incidents stand behind an escalation: a band, since a platform is told no more than that."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.access import visibility
from services.access.optimistic_locking import flush_next_version
from services.events.log import NewEvent, append_events
from services.policy.actor import Actor
from services.queries import load_parts
from services.resources.escalation import ESCALATION, INCIDENT_COUNT, EscalationEvent
from services.vocabularies.escalations import CountBand


def refresh_scale(session: Session, actor: Actor, escalation_id: UUID) -> bool:
    """Bring the band up to date; the version moves only when the band does, never with the exact count."""
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    now = CountBand.from_count(load_parts(session, actor, INCIDENT_COUNT, [escalation_id])[escalation_id]).value
    if now == escalation.source_incident_count_band or escalation.state in ("closed", "verified"):
        return False
    escalation.source_incident_count_band = now
    flush_next_version(session, escalation)
    happening = NewEvent(EscalationEvent.COUNT_BAND_CHANGED, "escalation", escalation.id, escalation.version)
    append_events(session, actor, happening)
    return True
