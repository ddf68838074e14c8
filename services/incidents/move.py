"""One asked-for move of an incident."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.optimistic_locking import require_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.errors import Invalid
from services.events.log import NewEvent, append_events
from services.incidents.report import voice
from services.jobs import enqueue
from services.models import Incident
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_organisation_names
from services.resources.incident import INCIDENT, TRANSITION_INCIDENT, IncidentEvent
from services.text_lint import lint
from services.vocabularies.organisations import DataClass

# Whatever changes which incidents stand behind an escalation, or which escalations an incident may hear of.
COUNTING = frozenset({"accept", "withdraw", "close_no_action"})
KINDS = {"request_information": IncidentEvent.INFORMATION_REQUESTED}


def move(
    session: Session,
    actor: Actor,
    incident_id: UUID,
    *,
    expected: int,
    action: str,
    reason: str | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """The moved incident. Conflict, with what is allowed, when the present state does not allow the action."""
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    require_permission(actor, TRANSITION_INCIDENT, incident)
    require_version(incident, expected)
    edge = INCIDENT.machine.require_rule(actor, incident, action, reason)
    _require_sound(session, actor, incident, note)
    (target,) = edge.targets
    if action == "accept":
        incident.accepted_at = clock.now()
    if target == "closed_no_action":
        incident.closure_reason = reason
    apply_transition(session, INCIDENT, incident, action, target, by=voice(actor).value, reason=reason, note=note)
    happening = NewEvent(
        KINDS.get(action, IncidentEvent.STATE_CHANGED),
        "incident",
        incident.id,
        incident.version,
        details={"action": action, "state": target},
    )
    (event_id,) = append_events(session, actor, happening)
    if action in COUNTING:
        enqueue(
            session,
            "apply_incident_outcomes",
            organisation_id=str(incident.helpline_id),
            incident_id=str(incident.id),
            cause_id=str(event_id),
        )
    return queries.get_one(session, actor, INCIDENT, incident.id)


def _require_sound(session: Session, actor: Actor, incident: Incident, note: str | None) -> None:
    if note is None:
        return
    names = load_organisation_names(
        session, actor, {incident.owner_id, *([incident.school_id] if incident.school_id else [])}
    )
    if field_errors := lint(note, pointer="/note", forbidden=names):
        raise Invalid(field_errors=field_errors)
    if incident.owner_id == actor.organisation_id:
        agreements.require_agreement(session, incident.helpline_id, DataClass.INCIDENT_CORE)
