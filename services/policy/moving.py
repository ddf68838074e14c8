"""One move of one machine: the state, the next version, and a line in the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services import clock
from services.models import Transition
from services.policy.machines import Machine
from services.policy.versions import touch


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
    session.execute(
        insert(Transition).values(
            owner_id=thing.owner_id,
            resource_id=thing.id,
            version=thing.version,
            noun=machine.noun,
            action=action,
            source=source,
            target=target,
            by=by,
            reason=reason,
            note=note,
            at=clock.now(),
        )
    )
