"""What has happened to a thing with states, and what the actor may do with it now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import visibility
from services.models import Transition
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.state_machines import Edge, Machine


def history(session: Session, actor: Actor, machine: Machine, thing: Any) -> dict[str, Any]:
    """`state`, `version`, the allowed edges, and the moves so far, oldest first."""
    statement = (
        select(Transition.__table__)
        .where(
            Transition.owner_id == thing.owner_id,
            Transition.resource_id == thing.id,
            Transition.noun == machine.noun,
            visibility.reachable(actor, machine.noun, Transition.resource_id, Transition.owner_id),
        )
        .order_by(Transition.version)
    )
    moves = [field_access.view(actor, "transition", row) for row in session.execute(statement).mappings()]
    allowed = [_allowed(edge) for edge in machine.allowed(actor, thing)]
    return {"state": thing.state, "version": thing.version, "allowed": allowed, "history": moves}


def _allowed(edge: Edge) -> dict[str, Any]:
    return {
        "action": edge.action,
        "targets": list(edge.targets),
        "reasons": list(edge.reasons),
        "through": edge.through or "transitions",
    }
