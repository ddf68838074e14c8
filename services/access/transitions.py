"""Apply one transition of a state machine: set the state, raise the version, and add a row to the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.access.optimistic_locking import flush_next_version
from services.core import clock
from services.core.field_encryption import load_data_key
from services.core.row_sets import dump_rows, insert_given_rows
from services.core.sealed_columns import seal_row
from services.core.statements import BoundStatement, compiled_once, execute
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
    columns = build_transition(spec, row, action, source, by=by) | {"reason": reason, "note": note}
    if note is not None:
        columns = seal_row(load_data_key(session, row.owner_id, row.id), Transition, columns)
    execute(session, insert_transitions([columns]))


def build_transition(spec: ResourceSpec[Any], row: Any, action: str, source: str, *, by: str) -> dict[str, Any]:
    """Return the columns of the history for a row that was moved from the state `source`, without reason and note."""
    return {
        "owner_id": row.owner_id,
        "resource_id": row.id,
        "version": row.version,
        "resource": spec.name,
        "action": action,
        "source": source,
        "target": row.state,
        "by": by,
        "reason": None,
        "note": None,
        "at": clock.now(),
    }


def insert_transitions(transitions: Sequence[Mapping[str, Any]]) -> BoundStatement:
    """Return the statement that adds these rows to the history."""
    return _insert_transitions().bind(rows=dump_rows(transitions))


@compiled_once
def _insert_transitions() -> Executable:
    """Insert rows of the history."""
    return insert_given_rows(Transition)
