"""after(): an organisation's own gap-free sequence, each entry with the thing as the reader may see it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Text, any_, bindparam, select, true
from sqlalchemy.orm import Session

from services.core.errors import Gone
from services.core.statements import Row, compiled_once, fetch_rows
from services.models import FeedEntry, FeedHead
from services.policy.actor import Actor
from services.queries import get_many
from services.queries.resources import RESOURCES


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """A place in the feed: everything up to `seq` was read. A restored database starts a new `epoch`."""

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Entries in order, the position after them, and whether more was there."""

    entries: list[dict[str, Any]]
    position: FeedPosition
    has_more: bool


def read_feed_position(session: Session, actor: Actor) -> FeedPosition:
    """Where the feed ends now. Read it before a list: what the list misses, the feed from here tells."""
    (found,) = fetch_rows(session, _select_head().bind(me=actor.organisation_id))
    return FeedPosition(found["epoch"], found["last_seq"])


def read_changes(
    session: Session, actor: Actor, position: FeedPosition | None, limit: int, kinds: Collection[str] = ()
) -> ChangesPage:
    """The next entries. Gone when the position is of an epoch that no longer exists."""
    start = position.seq if position else 0
    rows = fetch_rows(
        session,
        _select_entries(bool(kinds)).bind(me=actor.organisation_id, start=start, most=limit + 1, kinds=list(kinds)),
    )
    end = FeedPosition(rows[0]["epoch"], rows[0]["last_seq"])
    if position is not None and (position.epoch != end.epoch or position.seq > end.seq):
        raise Gone
    entries = [row for row in rows if row["seq"] is not None]
    has_more = len(entries) > limit
    kept = entries[:limit]
    reached = kept[-1]["seq"] if has_more else end.seq
    return ChangesPage(_render_entries(session, actor, kept), FeedPosition(end.epoch, reached), has_more)


def list_feed_owners(session: Session) -> Sequence[UUID]:
    """Every organisation that has a feed: ids only, for work that is done for each in turn."""
    return session.scalars(select(FeedHead.organisation_id).order_by(FeedHead.organisation_id)).all()


@compiled_once
def _select_head() -> Executable:
    return select(FeedHead.epoch, FeedHead.last_seq).where(FeedHead.organisation_id == bindparam("me"))


@compiled_once
def _select_entries(of_kinds: bool) -> Executable:
    """Head and entries in one statement: of one moment, so that nothing can come between them."""
    entries = select(FeedEntry.__table__).where(
        FeedEntry.organisation_id == FeedHead.organisation_id, FeedEntry.seq > bindparam("start")
    )
    if of_kinds:
        entries = entries.where(FeedEntry.kind == any_(bindparam("kinds", type_=ARRAY(Text()))))
    entry = entries.correlate(FeedHead).order_by(FeedEntry.seq).limit(bindparam("most")).lateral("entry")
    columns = [column for column in entry.c if column.key != "organisation_id"]
    return (
        select(FeedHead.epoch, FeedHead.last_seq, *columns)
        .join(entry, true(), isouter=True)
        .where(FeedHead.organisation_id == bindparam("me"))
        .order_by(entry.c.seq)
    )


def _render_entries(session: Session, actor: Actor, rows: Sequence[Row]) -> list[dict[str, Any]]:
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        if row["resource"] in RESOURCES:
            wanted.setdefault(row["resource"], set()).add(row["resource_id"])
    views = get_many(session, actor, {noun: sorted(ids) for noun, ids in wanted.items()})
    return [_render_entry(row, views.get(row["resource"], {}).get(row["resource_id"])) for row in rows]


def _render_entry(row: Row, data: dict[str, Any] | None) -> dict[str, Any]:
    """`data` is None where nothing is left to see: a tombstone."""
    return {**{name: row[name] for name in ENTRY_FIELDS}, "data": data}


ENTRY_FIELDS = ("seq", "event_id", "kind", "resource", "resource_id", "version", "at")
