"""Apply one transition of a state machine: set the state, raise the version, and add a row to the history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.access.optimistic_locking import flush_next_version
from services.core import clock
from services.core.field_encryption import load_data_key
from services.core.sealed_columns import seal_row
from services.core.statements import compiled_once, execute, insert_into
from services.models.transition import Transition
from services.policy.resource_spec import ResourceSpec


def apply_transition(
    session: Session,
    spec: ResourceSpec[Any],
    row: Any,
    action: str,
    target: str,
    *,
    by: str,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    """Move the row to the state `target`. `by` is a kind of organisation, or `system`; it never names one."""
    source, row.state = row.state, target
    flush_next_version(session, row)
    columns = {
        "owner_id": row.owner_id,
        "resource_id": row.id,
        "version": row.version,
        "resource": spec.name,
        "action": action,
        "source": source,
        "target": target,
        "by": by,
        "reason": reason,
        "note": note,
        "at": clock.now(),
    }
    if note is not None:
        columns = seal_row(load_data_key(session, row.owner_id, row.id), Transition, columns)
    execute(session, _insert_transition().bind(**columns))


@compiled_once
def _insert_transition() -> Executable:
    """Insert one row of the history."""
    columns = (
        "owner_id",
        "resource_id",
        "version",
        "resource",
        "action",
        "source",
        "target",
        "by",
        "reason",
        "note",
        "at",
    )
    return insert_into(Transition, *columns)
