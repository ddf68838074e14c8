"""One asked-for move of an incident."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import reading
from services.errors import Invalid
from services.events.kinds import EventKind
from services.events.log import Happening, append
from services.jobs import enqueue
from services.lint import lint
from services.models import Incident
from services.policy import visibility
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.machines import INCIDENT
from services.policy.moving import advance
from services.policy.table import require
from services.policy.versions import require_current

KINDS = {"request_information": EventKind.INCIDENT_INFORMATION_REQUESTED}


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
    incident = visibility.find(session, actor, Incident, "incident", incident_id, lock=True)
    require(actor, Action.INCIDENT_MOVE, incident)
    require_current(incident, expected)
    edge = INCIDENT.edge(actor, incident, action, reason)
    if faults := lint(note or "", pointer="/note"):
        raise Invalid(faults=faults)
    (target,) = edge.targets
    if target == "closed_no_action":
        incident.closure_reason = reason
    advance(session, INCIDENT, incident, action, target, by=voice(actor), reason=reason, note=note)
    happening = Happening(
        KINDS.get(action, EventKind.INCIDENT_STATE_CHANGED),
        "incident",
        incident.id,
        incident.version,
        details={"action": action, "state": target},
    )
    (event_id,) = append(session, actor, happening)
    if action == "accept":
        # An escalation of these links may be under way already, for another reporter.
        enqueue(
            session,
            "settle",
            organisation_id=str(incident.helpline_id),
            incident_id=str(incident.id),
            cause_id=str(event_id),
        )
    return reading.one(session, actor, "incident", incident.id)


def voice(actor: Actor) -> str:
    """As whom the history names the actor: a union is a representative like any other."""
    return actor.kind.value if actor.kind in (Kind.SCHOOL, Kind.HELPLINE) else "representative"
