"""append(): events, feed entries and audit leaves in the caller's transaction, as its last statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from services import clock
from services.events.kinds import EventKind
from services.events.leaf import leaf
from services.models import Event
from services.policy.actor import Actor


@dataclass(frozen=True, slots=True)
class Happening:
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


# Heads are locked in sorted order and only now, so that writers never wait for each other in a circle, and a sequence
# number is taken only by a transaction that has nothing left to do but commit: no gaps, and commit order.
ENTRIES = text("""
with entry as (
  select * from unnest(
    cast(:organisations as uuid[]), cast(:ordinals as bigint[]), cast(:events as uuid[]), cast(:kinds as text[]),
    cast(:resources as text[]), cast(:resource_ids as uuid[]), cast(:versions as bigint[]),
    cast(:moments as timestamptz[])
  ) as e(organisation_id, ordinal, event_id, kind, resource, resource_id, version, at)
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
  select e.organisation_id, m.base + e.ordinal, e.event_id, e.kind, e.resource, e.resource_id, e.version, e.at
  from entry e join moved m using (organisation_id)
)
select count(*) from (select from entry join moved using (organisation_id)) as numbered
""")
RECIPIENTS = text("""
select wanted.resource, wanted.id, reached.organisation
from unnest(cast(:resources as text[]), cast(:ids as uuid[])) as wanted(resource, id)
cross join lateral recipients(wanted.resource, wanted.id) as reached(organisation)
""")


def append(session: Session, actor: Actor, *happenings: Happening) -> list[UUID]:
    """Record what happened and tell those who may know; the ids of the events. Call it once, last."""
    session.flush()
    rows = [_row(actor, happening) for happening in happenings]
    if rows:
        session.execute(insert(Event), rows)
        _feed(session, list(zip(rows, _audiences(session, happenings), strict=True)))
    return [row["id"] for row in rows]


def _row(actor: Actor, happening: Happening) -> dict[str, Any]:
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
    return {**row, "leaf": leaf(row)}


def _audiences(session: Session, happenings: Sequence[Happening]) -> list[frozenset[UUID]]:
    unknown = [happening for happening in happenings if happening.audience is None]
    reached: dict[tuple[str, UUID], set[UUID]] = {}
    if unknown:
        resources = {"resources": [h.resource for h in unknown], "ids": [h.resource_id for h in unknown]}
        for resource, resource_id, organisation in session.execute(RECIPIENTS, resources):
            reached.setdefault((resource, resource_id), set()).add(organisation)
    return [
        frozenset(reached.get((h.resource, h.resource_id), ())) if h.audience is None else h.audience
        for h in happenings
    ]


def _feed(session: Session, events: Iterable[tuple[dict[str, Any], frozenset[UUID]]]) -> None:
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    ordinals: dict[UUID, int] = {}
    for row, audience in events:
        for organisation_id in audience:
            ordinals[organisation_id] = ordinals.get(organisation_id, 0) + 1
            told = (row[name] for name in ("id", "kind", "resource", "resource_id", "version", "at"))
            for name, value in zip(_COLUMNS, (organisation_id, ordinals[organisation_id], *told), strict=True):
                columns[name].append(value)
    wanted = len(columns["organisations"])
    if wanted and session.scalar(ENTRIES, columns) != wanted:
        raise RuntimeError("an organisation has no feed head")


_COLUMNS = ("organisations", "ordinals", "events", "kinds", "resources", "resource_ids", "versions", "moments")
