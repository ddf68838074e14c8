"""One statement for the rows, one for each kind of children, never one for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Executable, any_, bindparam, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import NotFound
from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch, fetch_rows
from services.policy import field_access
from services.policy.actor import Actor, Kind
from services.queries.children import Children, is_requested
from services.queries.resources import RESOURCES

Views = dict[UUID, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Keyset:
    """Where a page begins: below the id `after` (newest first), and how many rows it may have."""

    after: UUID | None = None
    limit: int = 50


def get_one(session: Session, actor: Actor, noun: str, wanted: UUID) -> dict[str, Any]:
    """The thing through the actor's lens, or NotFound."""
    found = get_many(session, actor, {noun: [wanted]})[noun]
    if wanted not in found:
        raise NotFound
    return found[wanted]


def get_many(session: Session, actor: Actor, wanted: Mapping[str, Sequence[UUID]]) -> dict[str, Views]:
    """Of each noun those of the wanted things that the actor may see, by id. All is asked in one round trip."""
    nouns = [noun for noun in wanted if field_access.granted_fields(actor, noun)]
    asked: list[BoundStatement] = []
    for noun in nouns:
        asked.append(_select_rows(actor.kind, noun).bind(me=actor.organisation_id, wanted=list(wanted[noun])))
        asked += [children.asked(actor, wanted[noun]) for _, children in _granted_children(actor, noun)]
    answers = iter(fetch_batch(session, *asked)) if asked else iter(())
    views = {noun: _build_views(actor, noun, next(answers), answers, wanted[noun]) for noun in nouns}
    return {noun: {view["id"]: view for view in views.get(noun, ())} for noun in wanted}


def list_page(
    session: Session, actor: Actor, noun: str, keyset: Keyset, among: Mapping[str, Sequence[Any]] | None = None
) -> list[dict[str, Any]]:
    """One page of what the actor may see, newest first; of a column in `among` only these values, if there are any."""
    if not field_access.granted_fields(actor, noun):
        return []
    filters = {name: list(values) for name, values in (among or {}).items() if values}
    statement = _select_page(actor.kind, noun, keyset.after is not None, tuple(filters))
    rows = fetch_rows(
        session, statement.bind(me=actor.organisation_id, most=keyset.limit, after=keyset.after, **filters)
    )
    ids = [row["id"] for row in rows]
    children = [children.asked(actor, ids) for _, children in _granted_children(actor, noun)]
    answers = iter(fetch_batch(session, *children)) if ids and children else iter(())
    return _build_views(actor, noun, rows, answers, ids)


@compiled_once
def _select_rows(kind: Kind, noun: str) -> Executable:
    actor = visibility.actor_parameter(kind)
    visible, identity = visibility.restrict_to_visible(select(*_granted_columns(actor, noun)), actor, noun)
    return visible.where(is_requested(identity))


@compiled_once
def _select_page(kind: Kind, noun: str, after: bool, among: Sequence[str]) -> Executable:
    actor, columns = visibility.actor_parameter(kind), RESOURCES[noun].model.__table__.columns
    where = [columns[name] == any_(bindparam(name, type_=ARRAY(columns[name].type))) for name in among]
    below: Any = bindparam("after") if after else None
    return visibility.select_newest_visible(_granted_columns(actor, noun), actor, noun, below, where).limit(
        bindparam("most")
    )


def _granted_columns(actor: Actor, noun: str) -> list[ColumnElement[Any]]:
    shape = RESOURCES[noun]
    fields = field_access.granted_fields(actor, noun)
    named = {"id", *(field for field in fields if field in shape.columns)}
    for field in fields:
        if field in shape.derived:
            named.update(shape.derived[field][0])
    return [column.label(name) for name, column in shape.columns.items() if name in named]


def _granted_children(actor: Actor, noun: str) -> list[tuple[str, Children]]:
    loaded = RESOURCES[noun].loaded
    return [(field, loaded[field]) for field in field_access.granted_fields(actor, noun) if field in loaded]


def _build_views(
    actor: Actor, noun: str, rows: list[Row], answers: Iterator[list[Row]], ids: Sequence[UUID]
) -> list[dict[str, Any]]:
    """`answers` are those to the questions for the children, in order."""
    _compute_derived_fields(actor, noun, rows)
    for field, children in _granted_children(actor, noun) if ids else ():
        values = children.gathered(actor, ids, next(answers))
        for row in rows:
            row[field] = values[row["id"]]
    return [field_access.select_granted(actor, noun, row) for row in rows]


def _compute_derived_fields(actor: Actor, noun: str, rows: list[Row]) -> None:
    derived = RESOURCES[noun].derived
    for field in field_access.granted_fields(actor, noun):
        if field in derived:
            sources, compute = derived[field]
            for row in rows:
                row[field] = compute(*(row[source] for source in sources))
