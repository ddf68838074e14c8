"""append(): events, feed entries and audit leaves in the caller's transaction, as its last statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core import clock
from services.core.statements import compiled_once, execute
from services.events.audit_hash import compute_audit_hash
from services.events.kinds import EventKind
from services.policy.actor import Actor


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What happened to one resource. `details` are ids and codes.

    `audience` None means everybody who can reach the resource; an empty one makes a record without any feed entry.
    """

    kind: EventKind
    resource: str
    resource_id: UUID
    version: int
    details: dict[str, Any] = field(default_factory=dict)
    cause_id: UUID | None = None
    audience: frozenset[UUID] | None = None


# One statement for the events, for who may know of them and for their feeds. Heads are locked in sorted order and only
# here, so that writers never wait for each other in a circle, and a sequence number is taken only by a transaction that
# has nothing left to do but commit: no gaps, and commit order.
INSERT_EVENTS = """
with happened as (
  select * from unnest(
    cast(:ids as uuid[]), cast(:kinds as text[]), cast(:resources as text[]), cast(:resource_ids as uuid[]),
    cast(:versions as bigint[]), cast(:causes as uuid[]), cast(:details as text[]), cast(:moments as timestamptz[]),
    cast(:leaves as bytea[]), cast(:everybody as boolean[])
  ) with ordinality as h(id, kind, resource, resource_id, version, cause_id, details, at, leaf, everybody, position)
), recorded as (
  insert into event (organisation_id, id, client_id, kind, resource, resource_id, version, cause_id, details, at, leaf)
  select :me, id, :client_id, kind, resource, resource_id, version, cause_id, cast(details as jsonb), at, leaf
  from happened
), told as (
  select h.position, reached.organisation_id
  from happened h cross join lateral recipients(h.resource, h.resource_id) as reached(organisation_id)
  where h.everybody
  union
  select * from unnest(cast(:positions as bigint[]), cast(:audience as uuid[]))
), entry as (
  select t.organisation_id, row_number() over (partition by t.organisation_id order by t.position) as ordinal, h.*
  from told t join happened h using (position)
), wanted as (
  select organisation_id, count(*) as entries from entry group by organisation_id
), locked as (
  select h.organisation_id, h.last_seq from feed_head h join wanted w using (organisation_id)
  order by h.organisation_id for update of h
), moved as (
  update feed_head h set last_seq = l.last_seq + w.entries
  from locked l join wanted w using (organisation_id) where h.organisation_id = l.organisation_id
  returning h.organisation_id, l.last_seq as base
), made as (
  insert into feed_entry (organisation_id, seq, event_id, kind, resource, resource_id, version, at)
  select e.organisation_id, m.base + e.ordinal, e.id, e.kind, e.resource, e.resource_id, e.version, e.at
  from entry e join moved m using (organisation_id)
)
select (select count(*) from wanted) = (select count(*) from moved) as complete
"""


def append_events(session: Session, actor: Actor, *happenings: NewEvent) -> list[UUID]:
    """Record what happened and tell those who may know; the ids of the events. Call it once, last."""
    rows = [_event_row(actor, happening) for happening in happenings]
    if rows:
        columns = {**_event_columns(rows), **_audience_columns(happenings)}
        (found,) = execute(
            session, _insert_events().bind(me=actor.organisation_id, client_id=actor.client_id, **columns)
        )
        if not found["complete"]:
            raise RuntimeError("an organisation has no feed head")
    return [row["id"] for row in rows]


@compiled_once
def _insert_events() -> Executable:
    return text(INSERT_EVENTS)


def _event_row(actor: Actor, happening: NewEvent) -> dict[str, Any]:
    row = {
        "organisation_id": actor.organisation_id,
        "id": clock.new_id(),
        "client_id": actor.client_id,
        "kind": happening.kind.value,
        "resource": happening.resource,
        "resource_id": happening.resource_id,
        "version": happening.version,
        "cause_id": happening.cause_id,
        "details": happening.details,
        "at": clock.now(),
    }
    return {**row, "leaf": compute_audit_hash(row)}


def _event_columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    columns = {parameter: [row[column] for row in rows] for parameter, column in PARAMETER_COLUMNS.items()}
    return {**columns, "details": [orjson.dumps(row["details"]).decode() for row in rows]}


def _audience_columns(happenings: Sequence[NewEvent]) -> dict[str, list[Any]]:
    told = [
        (position, organisation_id)
        for position, happening in enumerate(happenings, start=1)
        for organisation_id in happening.audience or ()
    ]
    return {
        "everybody": [happening.audience is None for happening in happenings],
        "positions": [position for position, _ in told],
        "audience": [organisation_id for _, organisation_id in told],
    }


PARAMETER_COLUMNS = {
    "ids": "id",
    "kinds": "kind",
    "resources": "resource",
    "resource_ids": "resource_id",
    "versions": "version",
    "causes": "cause_id",
    "moments": "at",
    "leaves": "leaf",
}
