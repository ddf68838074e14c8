"""Authorization before the content of a request is examined: a row that the caller can see, and a permission for it.

The statement runs together with the check of the access token, before any text of the request is parsed. The verb
checks again in its own transaction, because access may end in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, and_, bindparam, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import Forbidden, NotFound
from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch
from services.models.access import Access
from services.policy.actor import Actor, Kind
from services.policy.permissions import is_allowed
from services.policy.resource_spec import Permission, ResourceSpec

# The columns that the predicates of permissions compare.
PREDICATE_COLUMNS = ("owner_id", "helpline_id", "platform_id")


@dataclass(frozen=True, slots=True, eq=False)
class Authorization:
    """The permissions of which a caller must hold one, for a resource that it can see.

    spec: the resource; None for an operation on no existing resource, which the kind of the organisation decides.
    part_id: the column that holds the id where it names a part of the resource, such as a subject of escalations.
    """

    permissions: tuple[Permission, ...]
    spec: ResourceSpec[Any] | None = None
    part_id: Any = None

    def select_rows(self, organisation_id: UUID, resource_id: UUID) -> tuple[BoundStatement, ...]:
        """Return the statement for the rows that `require` needs, and none where it needs none."""
        return (_select_rows(self).bind(me=organisation_id, resource_id=resource_id),) if self.spec else ()

    def require(self, actor: Actor, rows: Sequence[Row]) -> None:
        """Raise NotFound when the actor can see no such resource, and Forbidden without a permission for it."""
        if self.spec and not rows:
            raise NotFound
        candidates = [SimpleNamespace(**row) for row in rows] if self.spec else [None]
        if not any(is_allowed(actor, permission, row) for permission in self.permissions for row in candidates):
            raise Forbidden

    def require_now(self, session: Session, actor: Actor, resource_id: UUID) -> None:
        """Load the rows and require them: for verbs that examine long texts before they lock the resource."""
        row_lists = fetch_batch(session, *self.select_rows(actor.organisation_id, resource_id))
        self.require(actor, [row for rows in row_lists for row in rows])


@compiled_once
def _select_rows(authorization: Authorization) -> Executable:
    """Select the columns of predicates from the rows of a resource that the organisation `me` can see."""
    if authorization.spec is None:
        raise TypeError("an operation on no existing resource has no rows")
    model = authorization.spec.table_model
    columns = [model.__table__.c[name] for name in PREDICATE_COLUMNS if name in model.__table__.c]
    # Access rows do not depend on the kind of the organisation.
    actor = visibility.actor_parameter(Kind.SCHOOL)
    statement = visibility.join_access(select(*columns), actor, authorization.spec.name, model, model.id)
    if authorization.part_id is None:
        return statement.where(Access.resource_id == bindparam("resource_id"))
    part = authorization.part_id.class_
    parent_id = getattr(part, f"{authorization.spec.name}_id")
    statement = statement.join(part, and_(part.owner_id == model.owner_id, parent_id == model.id))
    return statement.where(authorization.part_id == bindparam("resource_id"))
