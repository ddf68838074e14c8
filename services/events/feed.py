"""after(): an organisation's own gap-free sequence, each entry with the thing as the reader may see it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.errors import Gone
from services.models import FeedEntry, FeedHead
from services.policy.actor import Actor
from services.reading import many
from services.reading.shapes import SHAPES


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the feed: everything up to `seq` was read. A restored database starts a new `epoch`."""

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries in order, the position after them, and whether more was there."""

    entries: list[dict[str, Any]]
    position: Position
    has_more: bool


def head(session: Session, actor: Actor) -> Position:
    """Where the feed ends now. Read it before a list: what the list misses, the feed from here tells."""
    statement = select(FeedHead.epoch, FeedHead.last_seq).where(FeedHead.organisation_id == actor.organisation_id)
    return Position(*session.execute(statement).one())


def after(
    session: Session, actor: Actor, position: Position | None, limit: int, kinds: Collection[str] = ()
) -> Changes:
    """The next entries. Gone when the position is of an epoch that no longer exists."""
    end = head(session, actor)
    if position is not None and (position.epoch != end.epoch or position.seq > end.seq):
        raise Gone
    start = position.seq if position else 0
    rows = _rows(session, actor, start, end.seq, limit + 1, kinds)
    has_more = len(rows) > limit
    kept = rows[:limit]
    reached = kept[-1].seq if has_more else end.seq
    return Changes(_rendered(session, actor, kept), Position(end.epoch, reached), has_more)


def everybody(session: Session) -> Sequence[UUID]:
    """Every organisation that has a feed: ids only, for work that is done for each in turn."""
    return session.scalars(select(FeedHead.organisation_id).order_by(FeedHead.organisation_id)).all()


def _rows(
    session: Session, actor: Actor, start: int, end: int, limit: int, kinds: Collection[str]
) -> Sequence[FeedEntry]:
    statement = (
        select(FeedEntry)
        .where(FeedEntry.organisation_id == actor.organisation_id, FeedEntry.seq > start, FeedEntry.seq <= end)
        .order_by(FeedEntry.seq)
        .limit(limit)
    )
    if kinds:
        statement = statement.where(FeedEntry.kind.in_(kinds))
    return session.scalars(statement).all()


def _rendered(session: Session, actor: Actor, rows: Sequence[FeedEntry]) -> list[dict[str, Any]]:
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        if row.resource in SHAPES:
            wanted.setdefault(row.resource, set()).add(row.resource_id)
    views = {noun: many(session, actor, noun, sorted(ids)) for noun, ids in wanted.items()}
    return [_entry(row, views.get(row.resource, {}).get(row.resource_id)) for row in rows]


def _entry(row: FeedEntry, data: dict[str, Any] | None) -> dict[str, Any]:
    """`data` is None where nothing is left to see: a tombstone."""
    return {
        "seq": row.seq,
        "event_id": row.event_id,
        "kind": row.kind,
        "resource": row.resource,
        "resource_id": row.resource_id,
        "version": row.version,
        "at": row.at,
        "data": data,
    }
