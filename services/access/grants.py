"""Giving access. Only the owner can give; the row comes before the thing it opens."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core.statements import Asked, prepared, write


def grant(session: Session, owner_id: UUID, kind: str, resource_id: UUID, **may: tuple[UUID, ...]) -> None:
    """`grant(session, owner, "incident", id, write=(owner, helpline))`. Giving again what is given changes nothing."""
    write(session, given(owner_id, kind, resource_id, **may))


def given(owner_id: UUID, kind: str, resource_id: UUID, **may: tuple[UUID, ...]) -> Asked:
    """The same, to be written together with something else."""
    rows = [(receiver, right) for right, receivers in may.items() for receiver in receivers]
    receivers, rights = [receiver for receiver, _ in rows], [right for _, right in rows]
    return _given()(owner_id=owner_id, kind=kind, resource_id=resource_id, receivers=receivers, rights=rights)


@prepared
def _given() -> Executable:
    return text("""
        insert into access (organisation_id, kind, resource_id, owner_id, may)
        select receiver, :kind, :resource_id, :owner_id, may
        from unnest(cast(:receivers as uuid[]), cast(:rights as text[])) as given(receiver, may)
        on conflict do nothing
    """)
