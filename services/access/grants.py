"""Giving access. Only the owner can give; the row comes before the thing it opens."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core.statements import BoundStatement, compiled_once, execute


def grant_access(session: Session, owner_id: UUID, kind: str, resource_id: UUID, **may: tuple[UUID, ...]) -> None:
    """`grant(session, owner, "incident", id, write=(owner, helpline))`. Giving again what is given changes nothing."""
    execute(session, grant_statement(owner_id, kind, resource_id, **may))


def grant_statement(owner_id: UUID, kind: str, resource_id: UUID, **may: tuple[UUID, ...]) -> BoundStatement:
    """The same, to be written together with something else."""
    rows = [(receiver, right) for right, receivers in may.items() for receiver in receivers]
    receivers, rights = [receiver for receiver, _ in rows], [right for _, right in rows]
    return _insert_access().bind(
        owner_id=owner_id, kind=kind, resource_id=resource_id, receivers=receivers, rights=rights
    )


@compiled_once
def _insert_access() -> Executable:
    return text("""
        insert into access (organisation_id, kind, resource_id, owner_id, may)
        select receiver, :kind, :resource_id, :owner_id, may
        from unnest(cast(:receivers as uuid[]), cast(:rights as text[])) as given(receiver, may)
        on conflict do nothing
    """)
