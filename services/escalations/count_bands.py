"""The number of incidents behind an escalation as a band, which is all that the platform may see of it."""

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


def update_count_band(session: Session, actor: Actor, escalation_id: UUID) -> bool:
    """Count the incidents behind the escalation again and store the band; return whether it changed.

    The version changes only with the band, never with the exact number. Verified, closed and
    cancelled escalations keep theirs.

    Raises:
        NotFound: the actor cannot see the escalation.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    count = load_parts(session, actor, INCIDENT_COUNT, [escalation_id])[escalation_id]
    band = CountBand.from_count(count).value
    if band == escalation.source_incident_count_band or escalation.state in ("cancelled", "closed", "verified"):
        return False
    escalation.source_incident_count_band = band
    flush_next_version(session, escalation)
    changed = {"source_incident_count_band", "incident_count"}
    event = NewEvent.about(ESCALATION, escalation, EscalationEvent.COUNT_BAND_CHANGED, changed=changed)
    append_events(session, actor, event)
    return True
