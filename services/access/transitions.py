"""One move of one machine: the state, the next version, and a line in the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.access.optimistic_locking import touch
from services.core import clock
from services.core.statements import into, prepared, write
from services.models import Transition
from services.policy.state_machines import Machine


def advance(
    session: Session,
    machine: Machine,
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
    touch(session, thing)
    moved = {"action": action, "source": source, "target": target, "by": by, "reason": reason, "note": note}
    of_it = {"owner_id": thing.owner_id, "resource_id": thing.id, "version": thing.version, "noun": machine.noun}
    write(session, _moved()(**of_it, **moved, at=clock.now()))


@prepared
def _moved() -> Executable:
    of_it = ("owner_id", "resource_id", "version", "noun")
    return into(Transition, *of_it, "action", "source", "target", "by", "reason", "note", "at")
