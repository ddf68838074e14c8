"""Load resources as an actor may see them: one statement for the rows, one for each kind of parts, never one a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Executable, any_, bindparam, case, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.parts import is_requested
from services.core.errors import NotFound
from services.core.sealed_columns import WRAPPED_KEY, select_wrapped_key, unseal_fetched
from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch, fetch_rows
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView, granted_fields, granted_sealed_fields, select_granted
from services.policy.resource_spec import Parts, ResourceSpec

Spec = ResourceSpec[Any]


@dataclass(frozen=True, slots=True)
class Keyset:
    """The start of a page, below the id `after` (newest first), and its maximum number of rows."""

    after: UUID | None = None
    limit: int = 50


def get_one(session: Session, actor: Actor, spec: Spec, resource_id: UUID) -> ResourceView:
    """Return the resource as the actor may see it. Raises NotFound."""
    views = get_many(session, actor, {spec: [resource_id]})[spec]
    if resource_id not in views:
        raise NotFound
    return views[resource_id]


def get_many(
    session: Session, actor: Actor, ids_by_spec: Mapping[Spec, Sequence[UUID]]
) -> dict[Spec, dict[UUID, ResourceView]]:
    """Return the visible ones of the requested resources by id, all in one round trip."""
    specs = [spec for spec in ids_by_spec if granted_fields(actor, spec)]
    statements: list[BoundStatement] = []
    for spec in specs:
        ids = ids_by_spec[spec]
        statements.append(_select_rows(actor.kind, spec).bind(**_actor_ids(actor), ids=list(ids)))
        statements += [_bind_parts(actor, parts, ids) for _, parts in _granted_parts(actor, spec)]
    results = iter(fetch_batch(session, *statements)) if statements else iter(())
    views = {spec: _build_views(actor, spec, next(results), results, ids_by_spec[spec]) for spec in specs}
    return {spec: {view["id"]: view for view in views.get(spec, ())} for spec in ids_by_spec}


def list_page(
    session: Session,
    actor: Actor,
    spec: Spec,
    keyset: Keyset,
    filters: Mapping[str, Sequence[object]] | None = None,
    updated_after: datetime | None = None,
) -> list[ResourceView]:
    """Return one page of the visible resources, newest first.

    `filters` maps a column to the values that it may have; a column without values is not restricted. With
    `updated_after`, only resources that changed after this time.
    """
    if not granted_fields(actor, spec):
        return []
    values = {column: list(allowed) for column, allowed in (filters or {}).items() if allowed}
    statement = _select_page(actor.kind, spec, keyset.after is not None, tuple(values), updated_after is not None)
    bounds = {"limit": keyset.limit, "after": keyset.after, "updated_after": updated_after}
    rows = fetch_rows(session, statement.bind(**_actor_ids(actor), **bounds, **values))
    ids = [row["id"] for row in rows]
    parts = [_bind_parts(actor, parts, ids) for _, parts in _granted_parts(actor, spec)]
    results = iter(fetch_batch(session, *parts)) if ids and parts else iter(())
    return _build_views(actor, spec, rows, results, ids)


def load_parts(session: Session, actor: Actor, parts: Parts, ids: Sequence[UUID]) -> Mapping[UUID, Any]:
    """Return the value of these parts for each of the resource ids."""
    return parts.collect(actor, ids, fetch_rows(session, _bind_parts(actor, parts, ids)))


def _actor_ids(actor: Actor) -> dict[str, UUID]:
    """Return the parameters of `visibility.actor_parameter`."""
    return {"me": actor.organisation_id, "registered": actor.registered_id}


@compiled_once
def _select_rows(kind: Kind, spec: Spec) -> Executable:
    """Select the visible rows with the ids in the parameter `ids`."""
    actor = visibility.actor_parameter(kind)
    statement, identity = visibility.restrict_to_visible(select(*_granted_columns(actor, spec)), actor, spec)
    return statement.where(is_requested(identity))


@compiled_once
def _select_page(kind: Kind, spec: Spec, has_after: bool, filtered: Sequence[str], is_by_update: bool) -> Executable:
    """Select a page of visible rows; each filtered column has an array parameter of its own name."""
    actor, columns = visibility.actor_parameter(kind), spec.table_model.__table__.columns
    conditions = [columns[name] == any_(bindparam(name, type_=ARRAY(columns[name].type))) for name in filtered]
    if is_by_update:
        conditions.append(columns["updated_at"] > bindparam("updated_after", type_=columns["updated_at"].type))
    after: Any = bindparam("after") if has_after else None
    page = visibility.select_newest_visible(_granted_columns(actor, spec), actor, spec, after, conditions)
    return page.limit(bindparam("limit"))


def _granted_columns(actor: Actor, spec: Spec) -> list[ColumnElement[Any]]:
    """Return the labelled SQL expressions of the fields that the actor may see, the id, and what unsealing needs."""
    table = spec.table_model.__table__.columns
    granted = [field for field in granted_fields(actor, spec) if field.parts is None]
    expressions = {field.name: table[field.name] if field.expression is None else field.expression for field in granted}
    for field in granted:
        if field.owner_only:
            # The value of another owner does not leave the database.
            is_own = table["owner_id"] == actor.organisation_id
            expressions |= {field.name: case((is_own, expressions[field.name])), "owner_id": table["owner_id"]}
    if granted_sealed_fields(actor, spec):
        expressions |= {"owner_id": table["owner_id"], WRAPPED_KEY: select_wrapped_key(table["owner_id"], table["id"])}
    return [expression.label(name) for name, expression in ({"id": table["id"]} | expressions).items()]


def _granted_parts(actor: Actor, spec: Spec) -> list[tuple[str, Parts]]:
    """Return name and parts of the fields that the actor may see and that are loaded separately."""
    return [(field.name, field.parts) for field in granted_fields(actor, spec) if field.parts]


def _bind_parts(actor: Actor, parts: Parts, ids: Sequence[UUID]) -> BoundStatement:
    """Return the statement that loads these parts for the ids."""
    return parts.statement(actor.kind).bind(me=actor.organisation_id, ids=list(ids))


def _build_views(
    actor: Actor, spec: Spec, rows: list[Row], results: Iterator[list[Row]], ids: Sequence[UUID]
) -> list[ResourceView]:
    """Return a view for each row. `results` yields the rows of each kind of parts, in the order of the fields."""
    unseal_fetched(spec.table_model, spec.data_key_column, granted_sealed_fields(actor, spec), rows)
    for name, parts in _granted_parts(actor, spec) if ids else ():
        values = parts.collect(actor, ids, next(results))
        for row in rows:
            row[name] = values[row["id"]]
    return [select_granted(actor, spec, row) for row in rows]
