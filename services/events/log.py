"""Append events, their feed entries and audit hashes, as the last statement of the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import orjson
from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core import clock
from services.core.statements import compiled_once, execute
from services.events.audit_hash import compute_audit_hash
from services.policy.actor import Actor
from services.policy.resource_spec import ResourceSpec


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about one resource. `details` hold ids and codes only, never text or names.

    `audience` None means every organisation that can read the resource; an empty set records the event without any feed
    entry. `cause_id` is the event that led to this one: a job that runs again records nothing twice.

    `changed` names the fields of the resource that changed (none for a new resource), and `note` for a new note.
    `created` holds the ids of new parts by the name under which the feed shows them, such as `decision_id`.
    `id` is there before the event is recorded, so that a job or a further event can name it as its cause.
    """

    kind: StrEnum
    resource: str
    resource_id: UUID
    version: int
    details: Mapping[str, object] = field(default_factory=dict)
    cause_id: UUID | None = None
    audience: frozenset[UUID] | None = None
    changed: Collection[str] = ()
    created: Mapping[str, object] = field(default_factory=dict)
    id: UUID = field(default_factory=clock.new_id)

    @classmethod
    def about(
        cls,
        spec: ResourceSpec[Any],
        row: Any,
        kind: StrEnum,
        *,
        details: Mapping[str, object] | None = None,
        cause_id: UUID | None = None,
        audience: frozenset[UUID] | None = None,
        changed: Collection[str] = (),
        created: Mapping[str, object] | None = None,
    ) -> Self:
        """Return an event about this row of the resource, at its present version."""
        return cls(
            kind, spec.name, row.id, row.version, details or {}, cause_id, audience, sorted(changed), created or {}
        )


# The function writes the events, finds their recipients, and writes the feed entries: see
# migrations/baseline/functions.sql. The service itself has no right to write feeds.
INSERT_EVENTS = """
select append_events(
  cast(:client_id as text), cast(:ids as uuid[]), cast(:kinds as text[]), cast(:resources as text[]),
  cast(:resource_ids as uuid[]), cast(:versions as bigint[]), cast(:causes as uuid[]), cast(:details as text[]),
  cast(:times as timestamptz[]), cast(:leaves as bytea[]), cast(:to_all_readers as boolean[]),
  cast(:changes as text[]), cast(:positions as bigint[]), cast(:audience as uuid[])
) as is_complete
"""


def append_events(session: Session, actor: Actor, *events: NewEvent) -> None:
    """Record the events and add them to the feeds of their recipients.

    Call it once in a transaction, as the last step: it locks the feed heads until the commit.
    """
    if not events:
        return
    columns = {**_event_columns([_event_row(actor, event) for event in events]), **_audience_columns(events)}
    (result,) = execute(session, _call_append_events().bind(client_id=actor.client_id, **columns))
    if not result["is_complete"]:
        raise RuntimeError("an organisation has no feed head")


@compiled_once
def _call_append_events() -> Executable:
    """Return the statement that writes events and feed entries."""
    return text(INSERT_EVENTS)


def _event_row(actor: Actor, event: NewEvent) -> dict[str, Any]:
    """Return the columns of the event, with its audit hash."""
    row = {
        "organisation_id": actor.organisation_id,
        "id": event.id,
        "client_id": actor.client_id,
        "kind": event.kind.value,
        "resource": event.resource,
        "resource_id": event.resource_id,
        "version": event.version,
        "cause_id": event.cause_id,
        "details": event.details,
        "at": clock.now(),
    }
    return {**row, "leaf": compute_audit_hash(row)}


def _event_columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the rows as one array a column, by parameter."""
    columns = {parameter: [row[column] for row in rows] for parameter, column in PARAMETER_COLUMNS.items()}
    return {**columns, "details": [orjson.dumps(row["details"]).decode() for row in rows]}


def _audience_columns(events: Sequence[NewEvent]) -> dict[str, list[Any]]:
    """Return the named recipients as pairs of event position (from 1) and organisation."""
    pairs = [
        (position, organisation_id)
        for position, event in enumerate(events, start=1)
        for organisation_id in event.audience or ()
    ]
    return {
        "to_all_readers": [event.audience is None for event in events],
        "changes": [orjson.dumps({"changed": event.changed, **event.created}).decode() for event in events],
        "positions": [position for position, _ in pairs],
        "audience": [organisation_id for _, organisation_id in pairs],
    }


PARAMETER_COLUMNS = {
    "ids": "id",
    "kinds": "kind",
    "resources": "resource",
    "resource_ids": "resource_id",
    "versions": "version",
    "causes": "cause_id",
    "times": "at",
    "leaves": "leaf",
}
