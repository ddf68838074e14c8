"""Which rows exist for an actor: one SQL expression for every noun. All queries start from it, never from the table.

Two forms of the same rule. `joined` begins at the actor's own access rows and reaches the noun by its key: for what is
looked up or paged through, so that the work grows with the answer and not with the table. `of` and `reachable` are
conditions for queries that begin elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, bindparam, exists, literal_column, or_, select, true
from sqlalchemy.orm import Session, aliased

from services.core.errors import Forbidden, NotFound
from services.models import Access, Escalation, Incident, MemberCase, Organisation, Oversight, Release
from services.policy.actor import Actor, Kind

N = TypeVar("N")

# The nouns that have access rows of their own; what hangs below one is reached through it.
OWNED_MODELS: dict[str, Any] = {
    "incident": Incident,
    "escalation": Escalation,
    "member_case": MemberCase,
    "oversight": Oversight,
    "release": Release,
}
MODELS: dict[str, Any] = {**OWNED_MODELS, "organisation": Organisation}
# These also exist for some who have no access row: few rows, found by the condition alone.
PUBLIC = frozenset({"organisation", "release"})


def actor_parameter(kind: Kind) -> Actor:
    """An actor of this kind whose id is the parameter `me`, for statements that are made once for all of a kind."""
    return Actor(cast(UUID, bindparam("me")), kind)


def own_access_rows(actor: Actor, kind: str) -> ColumnElement[bool]:
    """The access rows of the actor for this kind of resource."""
    return and_(Access.organisation_id == actor.organisation_id, Access.kind == kind)


def has_access(actor: Actor, kind: str, resource_id: Any, owner_id: Any) -> ColumnElement[bool]:
    """The condition that an access row of the actor opens this resource of this owner."""
    return exists().where(own_access_rows(actor, kind), Access.resource_id == resource_id, Access.owner_id == owner_id)


def visible_to(actor: Actor, noun: str) -> ColumnElement[bool]:
    """The condition under which a row of this noun exists for the actor."""
    if noun == "organisation":
        itself = Organisation.id == actor.organisation_id
        return or_(itself, Organisation.listed, has_access(actor, noun, Organisation.id, Organisation.id))
    model = OWNED_MODELS[noun]
    opened = has_access(actor, noun, model.id, model.owner_id)
    return or_(opened, _is_published_release(actor)) if noun == "release" else opened


def _is_published_release(actor: Actor) -> ColumnElement[bool]:
    """A frozen release is for everybody in its nation, platforms excepted."""
    reader = aliased(Organisation)
    of_nation = Release.nation == any_(reader.nations)
    return exists().where(reader.id == actor.organisation_id, reader.kind != Kind.PLATFORM.value, of_nation)


def join_access(statement: Select[Any], actor: Actor, kind: str, model: Any, resource_id: Any) -> Select[Any]:
    """The statement, which selects from `model`, kept to what an access row of the actor opens.

    Restrict and order by `Access.resource_id`, not by the model's own column, to use the index of the access rows.
    """
    opened = and_(resource_id == Access.resource_id, model.owner_id == Access.owner_id)
    return statement.join(Access, opened).where(own_access_rows(actor, kind))


def restrict_to_visible(statement: Select[Any], actor: Actor, noun: str) -> tuple[Select[Any], ColumnElement[UUID]]:
    """The statement over the noun's visible rows, and the column by which to restrict and order them."""
    if noun in PUBLIC:
        return statement.where(visible_to(actor, noun)), cast(ColumnElement[UUID], MODELS[noun].id)
    model = OWNED_MODELS[noun]
    return join_access(statement, actor, noun, model, model.id), cast(ColumnElement[UUID], Access.resource_id)


def select_newest_visible(
    columns: Sequence[ColumnElement[Any]],
    actor: Actor,
    noun: str,
    after: Any,
    where: Iterable[ColumnElement[bool]],
) -> Select[Any]:
    """The noun's visible rows, newest first, below the id `after`: walks the access rows and stops with the page."""
    if noun in PUBLIC:
        statement = select(*columns).where(visible_to(actor, noun), *where)
        return _restrict_below(statement, MODELS[noun].id, after)
    model = OWNED_MODELS[noun]
    opened = (model.owner_id == Access.owner_id, model.id == Access.resource_id)
    # OFFSET 0 keeps the look-up a look-up. As a plain join on two columns the planner takes it for nearly empty, and
    # reads and sorts everything the actor can see in order to return one page.
    row = select(*columns).where(*opened, *where).correlate(Access).offset(literal_column("0")).lateral("thing")
    return _restrict_below(
        select(row).select_from(Access).join(row, true()).where(own_access_rows(actor, noun)), Access.resource_id, after
    )


def _restrict_below(statement: Select[Any], identity: Any, after: UUID | None) -> Select[Any]:
    return (statement if after is None else statement.where(identity < after)).order_by(identity.desc())


def find_visible(session: Session, actor: Actor, model: type[N], noun: str, wanted: UUID, *, lock: bool = False) -> N:
    """The thing, or NotFound: what does not exist and what the actor may not see are the same.

    To lock is to be about to write: Forbidden for what the actor may only read.
    """
    statement, identity = restrict_to_visible(select(model), actor, noun)
    statement = statement.where(identity == wanted)
    if lock:
        # What was read before the lock may have changed while this waited for it.
        statement = statement.with_for_update(of=model).execution_options(populate_existing=True)
    found: N | None = session.scalars(statement).one_or_none()
    if found is None:
        # Row-level security hides from FOR UPDATE what may be read but not written.
        raise Forbidden if lock and is_visible(session, actor, noun, wanted) else NotFound
    return found


def is_visible(session: Session, actor: Actor, noun: str, wanted: UUID) -> bool:
    """Whether the actor can see it."""
    model = MODELS[noun]
    return session.scalar(select(model.id).where(model.id == wanted, visible_to(actor, noun))) is not None
