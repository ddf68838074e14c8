"""Visible rows: one SQL condition for every resource. All queries start from it, never from the table.

The same rule has two forms. `join_access` starts at the actor's own access rows and reaches the resource by its key:
use it for look-ups and pages, so that the work grows with the result and not with the table. `visible_to` and
`has_access` are conditions for queries that start elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal_column, or_, select, true
from sqlalchemy.orm import Session

from services.core.errors import Forbidden, NotFound
from services.models.access import Access
from services.policy.actor import Actor, Kind
from services.policy.resource_spec import ResourceSpec

Model = TypeVar("Model")


def actor_parameter(kind: Kind) -> Actor:
    """Return an actor whose ids are parameters, for statements that are compiled once for a kind.

    The parameters are `me` and, in statements over organisations and releases, `registered`.
    """
    return Actor(cast(UUID, bindparam("me")), kind, registered_as=cast(UUID, bindparam("registered")))


def own_access_rows(actor: Actor, resource: str) -> ColumnElement[bool]:
    """Return the condition for the actor's access rows to resources of this name."""
    return and_(Access.organisation_id == actor.organisation_id, Access.kind == resource)


def has_access(actor: Actor, resource: str, resource_id: Any, owner_id: Any) -> ColumnElement[bool]:
    """Return the condition that the actor has an access row for this resource of this owner."""
    row: Select[Any] = select(literal_column("1")).where(
        own_access_rows(actor, resource), Access.resource_id == resource_id, Access.owner_id == owner_id
    )
    # OFFSET 0 keeps this a look-up. As a join, a generic plan reads all access rows of an actor who has many.
    return row.offset(literal_column("0")).exists()


def has_access_by_lookup(actor: Actor, resource: str, resource_id: Any, owner_id: Any) -> ColumnElement[bool]:
    """Return the condition of `has_access` as a look-up for each row.

    Use it in prepared statements that start elsewhere. PostgreSQL turns EXISTS into a join, and a plan that does not
    know the actor may begin with everything that it can see.
    """
    access_row = select(true()).where(
        own_access_rows(actor, resource), Access.resource_id == resource_id, Access.owner_id == owner_id
    )
    return access_row.correlate_except(Access).limit(1).scalar_subquery()


def visible_to(actor: Actor, spec: ResourceSpec[Any]) -> ColumnElement[bool]:
    """Return the condition under which a row of the resource is visible to the actor."""
    model = spec.table_model
    # An organisation is its own owner.
    owner_id = getattr(model, "owner_id", model.id)
    by_access = has_access(actor, spec.name, model.id, owner_id)
    return or_(by_access, spec.public(actor)) if spec.public else by_access


def join_access(statement: Select[Any], actor: Actor, resource: str, model: Any, resource_id: Any) -> Select[Any]:
    """Join a statement over `model` to the actor's access rows, so that only visible rows remain.

    Restrict and order by `Access.resource_id`, not by the model's own column, to use the index of the access rows.
    """
    matches = and_(resource_id == Access.resource_id, model.owner_id == Access.owner_id)
    return statement.join(Access, matches).where(own_access_rows(actor, resource))


def restrict_to_visible(
    statement: Select[Any], actor: Actor, spec: ResourceSpec[Any]
) -> tuple[Select[Any], ColumnElement[UUID]]:
    """Return the statement over visible rows only, and the id column by which to restrict and order them."""
    model = spec.table_model
    if spec.public:
        # Few rows are visible in this way; the condition alone finds them.
        return statement.where(visible_to(actor, spec)), cast(ColumnElement[UUID], model.id)
    return join_access(statement, actor, spec.name, model, model.id), cast(ColumnElement[UUID], Access.resource_id)


def select_newest_visible(
    columns: Sequence[ColumnElement[Any]],
    actor: Actor,
    spec: ResourceSpec[Any],
    after: Any,
    conditions: Iterable[ColumnElement[bool]],
) -> Select[Any]:
    """Select visible rows with ids below `after`, newest first; it reads access rows and stops with the page."""
    model = spec.table_model
    if spec.public:
        return _order_below(select(*columns).where(visible_to(actor, spec), *conditions), model.id, after)
    matches = (model.owner_id == Access.owner_id, model.id == Access.resource_id)
    # OFFSET 0 keeps this a nested look-up. As a plain join on two columns the planner underestimates it, and reads and
    # sorts everything that the actor can see in order to return one page.
    row = (
        select(*columns).where(*matches, *conditions).correlate(Access).offset(literal_column("0")).lateral("resource")
    )
    visible = select(row).select_from(Access).join(row, true()).where(own_access_rows(actor, spec.name))
    return _order_below(visible, Access.resource_id, after)


def _order_below(statement: Select[Any], identity: Any, after: UUID | None) -> Select[Any]:
    """Order by id, newest first, and keep ids below `after` if it is given."""
    return (statement if after is None else statement.where(identity < after)).order_by(identity.desc())


def find_visible(
    session: Session, actor: Actor, spec: ResourceSpec[Model], resource_id: UUID, *, lock: bool = False
) -> Model:
    """Return the row of the resource; with `lock`, for an update (SELECT ... FOR UPDATE).

    Raises:
        NotFound: it does not exist, or the actor may not see it.
        Forbidden: `lock` was asked for, and the actor may only read it.
    """
    model = spec.table_model
    statement, identity = restrict_to_visible(select(model), actor, spec)
    statement = statement.where(identity == resource_id)
    if lock:
        # Values read before the lock may have changed while this waited for it.
        statement = statement.with_for_update(of=model).execution_options(populate_existing=True)
    row: Model | None = session.scalars(statement).one_or_none()
    if row is None:
        # Row-level security hides rows that may be read but not written from FOR UPDATE.
        raise Forbidden if lock and is_visible(session, actor, spec, resource_id) else NotFound
    return row


def is_visible(session: Session, actor: Actor, spec: ResourceSpec[Any], resource_id: UUID) -> bool:
    """Return True if the actor can see the resource with this id."""
    model = spec.table_model
    return session.scalar(select(model.id).where(model.id == resource_id, visible_to(actor, spec))) is not None
