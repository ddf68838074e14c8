"""The change feed: each organisation's own gap-free sequence, with every resource as the reader may see it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Text, any_, bindparam, select, true
from sqlalchemy.orm import Session

from services.core.errors import Gone
from services.core.statements import Row, compiled_once, fetch_rows
from services.models.event import FeedEntry, FeedHead
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.queries import get_many
from services.resources.registry import load_specs

ENTRY_FIELDS = ("seq", "event_id", "kind", "resource", "resource_id", "version", "at")

# The name under which a new note of the resource's history is among the changes.
NOTE = "note"


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """A position in the feed: everything up to `seq` was read. A restored database starts a new `epoch`."""

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Entries in order, the position after them, and a flag that says if more entries exist."""

    entries: list[ResourceView]
    position: FeedPosition
    has_more: bool


def read_feed_position(session: Session, actor: Actor) -> FeedPosition:
    """Return the end of the feed. Read it before a list: changes that the list misses come after this position."""
    (row,) = fetch_rows(session, _select_head().bind(me=actor.organisation_id))
    return FeedPosition(row["epoch"], row["last_seq"])


def read_changes(
    session: Session, actor: Actor, position: FeedPosition | None, limit: int, kinds: Collection[str] = ()
) -> ChangesPage:
    """Return at most `limit` entries after the position, of these kinds of event (all kinds if none is given).

    Raises:
        Gone: the position belongs to an epoch that no longer exists.
    """
    start = position.seq if position else 0
    statement = _select_entries(bool(kinds)).bind(
        me=actor.organisation_id, start=start, limit=limit + 1, kinds=list(kinds)
    )
    rows = fetch_rows(session, statement)
    end = FeedPosition(rows[0]["epoch"], rows[0]["last_seq"])
    if position is not None and (position.epoch != end.epoch or position.seq > end.seq):
        raise Gone
    entries = [row for row in rows if row["seq"] is not None]
    has_more = len(entries) > limit
    page = entries[:limit]
    last_seq = page[-1]["seq"] if has_more else end.seq
    return ChangesPage(_render_entries(session, actor, page), FeedPosition(end.epoch, last_seq), has_more)


def list_feed_owners(session: Session) -> Sequence[UUID]:
    """Return the ids of all organisations that have a feed, for jobs that run for each of them."""
    return session.scalars(select(FeedHead.organisation_id).order_by(FeedHead.organisation_id)).all()


@compiled_once
def _select_head() -> Executable:
    """Select epoch and last sequence number of the actor's feed."""
    return select(FeedHead.epoch, FeedHead.last_seq).where(FeedHead.organisation_id == bindparam("me"))


@compiled_once
def _select_entries(is_filtered: bool) -> Executable:
    """Select the head and the entries after it in one statement, so that both belong to the same snapshot."""
    entries = select(FeedEntry.__table__).where(
        FeedEntry.organisation_id == FeedHead.organisation_id, FeedEntry.seq > bindparam("start")
    )
    if is_filtered:
        entries = entries.where(FeedEntry.kind == any_(bindparam("kinds", type_=ARRAY(Text()))))
    entry = entries.correlate(FeedHead).order_by(FeedEntry.seq).limit(bindparam("limit")).lateral("entry")
    columns = [column for column in entry.c if column.key != "organisation_id"]
    return (
        select(FeedHead.epoch, FeedHead.last_seq, *columns)
        .join(entry, true(), isouter=True)
        .where(FeedHead.organisation_id == bindparam("me"))
        .order_by(entry.c.seq)
    )


def _render_entries(session: Session, actor: Actor, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the entries with the present view of their resources."""
    specs = {spec.name: spec for spec in load_specs().values() if spec.is_queryable}
    ids: dict[str, set[UUID]] = {}
    for row in rows:
        if row["resource"] in specs:
            ids.setdefault(row["resource"], set()).add(row["resource_id"])
    views = get_many(session, actor, {specs[name]: sorted(resource_ids) for name, resource_ids in ids.items()})
    by_name = {spec.name: resources for spec, resources in views.items()}
    return [_render_entry(row, by_name.get(row["resource"], {}).get(row["resource_id"])) for row in rows]


def _render_entry(row: Row, data: ResourceView | None) -> dict[str, Any]:
    """Return one entry. `data` is None for a tombstone: the actor can no longer see the resource.

    The entry names only those changed fields that `data` has; a tombstone names none, and no new parts.
    """
    entry = {**{name: row[name] for name in ENTRY_FIELDS}, "changed": [], "data": data}
    if data is None:
        return entry
    visible = [name for name in row["change"]["changed"] if name in data or name == NOTE]
    return {**entry, **row["change"], "changed": visible}
