"""One move of one machine: the state, the next version, and a line in the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.access.optimistic_locking import flush_next_version
from services.core import clock
from services.core.statements import compiled_once, execute, insert_into
from services.models import Transition
from services.policy.state_machines import StateMachine


def apply_transition(
    session: Session,
    machine: StateMachine,
    thing: Any,
    action: str,
    target: str,
    *,
    by: str,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    """Move the thing and remember it. `by` is a kind of organisation, or `system`."""
    source, thing.state = thing.state, target
    flush_next_version(session, thing)
    moved = {"action": action, "source": source, "target": target, "by": by, "reason": reason, "note": note}
    of_it = {"owner_id": thing.owner_id, "resource_id": thing.id, "version": thing.version, "noun": machine.noun}
    execute(session, _insert_transition().bind(**of_it, **moved, at=clock.now()))


@compiled_once
def _insert_transition() -> Executable:
    of_it = ("owner_id", "resource_id", "version", "noun")
    return insert_into(Transition, *of_it, "action", "source", "target", "by", "reason", "note", "at")
