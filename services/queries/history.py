"""What has happened to a thing with states, and what the actor may do with it now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import visibility
from services.models import Transition
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.state_machines import StateMachine, TransitionRule


def list_transitions(session: Session, actor: Actor, machine: StateMachine, thing: Any) -> dict[str, Any]:
    """`state`, `version`, the allowed edges, and the moves so far, oldest first."""
    statement = (
        select(Transition.__table__)
        .where(
            Transition.owner_id == thing.owner_id,
            Transition.resource_id == thing.id,
            Transition.noun == machine.noun,
            visibility.has_access(actor, machine.noun, Transition.resource_id, Transition.owner_id),
        )
        .order_by(Transition.version)
    )
    moves = [field_access.select_granted(actor, "transition", row) for row in session.execute(statement).mappings()]
    allowed = [_render_allowed(edge) for edge in machine.allowed(actor, thing)]
    return {"state": thing.state, "version": thing.version, "allowed": allowed, "history": moves}


def _render_allowed(edge: TransitionRule) -> dict[str, Any]:
    return {
        "action": edge.action,
        "targets": list(edge.targets),
        "reasons": list(edge.reasons),
        "through": edge.through or "transitions",
    }
