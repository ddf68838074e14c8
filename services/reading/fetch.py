"""One statement for the rows, one for each kind of children, never one for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from services.errors import NotFound
from services.policy import lens, visibility
from services.policy.actor import Actor
from services.reading.shapes import SHAPES, Shape


@dataclass(frozen=True, slots=True)
class Keyset:
    """Where a page begins: below the id `after` (newest first), and how many rows it may have."""

    after: UUID | None = None
    limit: int = 50


def one(session: Session, actor: Actor, noun: str, wanted: UUID) -> dict[str, Any]:
    """The thing through the actor's lens, or NotFound."""
    found = many(session, actor, noun, [wanted])
    if wanted not in found:
        raise NotFound
    return found[wanted]


def many(session: Session, actor: Actor, noun: str, wanted: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Those of the wanted things that the actor may see, by id."""
    visible, identity = visibility.rows(select(*_columns(actor, noun)), actor, noun)
    views = _views(session, actor, noun, visible.where(identity.in_(wanted)))
    return {view["id"]: view for view in views}


def page(
    session: Session, actor: Actor, noun: str, keyset: Keyset, where: Iterable[ColumnElement[bool]] = ()
) -> list[dict[str, Any]]:
    """One page of what the actor may see, newest first."""
    statement = visibility.newest(_columns(actor, noun), actor, noun, keyset.after, where)
    return _views(session, actor, noun, statement.limit(keyset.limit))


def _views(session: Session, actor: Actor, noun: str, statement: Select[Any]) -> list[dict[str, Any]]:
    shape = SHAPES[noun]
    fields = lens.granted(actor, noun)
    if not fields:
        return []
    rows = [dict(row) for row in session.execute(statement).mappings()]
    _derive(shape, fields, rows)
    _load(session, actor, shape, fields, rows)
    return [lens.view(actor, noun, row) for row in rows]


def _columns(actor: Actor, noun: str) -> list[ColumnElement[Any]]:
    shape = SHAPES[noun]
    fields = lens.granted(actor, noun)
    wanted = {"id", *(field for field in fields if field in shape.columns)}
    for field in fields:
        if field in shape.derived:
            wanted.update(shape.derived[field][0])
    return [column.label(name) for name, column in shape.columns.items() if name in wanted]


def _derive(shape: Shape, fields: Sequence[str], rows: list[dict[str, Any]]) -> None:
    for field in fields:
        if field in shape.derived:
            sources, compute = shape.derived[field]
            for row in rows:
                row[field] = compute(*(row[source] for source in sources))


def _load(session: Session, actor: Actor, shape: Shape, fields: Sequence[str], rows: list[dict[str, Any]]) -> None:
    ids = [row["id"] for row in rows]
    for field in fields:
        if ids and field in shape.loaded:
            values = shape.loaded[field](session, actor, ids)
            for row in rows:
                row[field] = values[row["id"]]
