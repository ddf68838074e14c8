"""Giving access. Only the owner can give; the row comes before the thing it opens."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.models import Access


def grant(session: Session, owner_id: UUID, kind: str, resource_id: UUID, **may: tuple[UUID, ...]) -> None:
    """`grant(session, owner, "incident", id, write=(owner, helpline))`. Giving again what is given changes nothing."""
    rows = [
        {"organisation_id": receiver, "kind": kind, "resource_id": resource_id, "owner_id": owner_id, "may": right}
        for right, receivers in may.items()
        for receiver in receivers
    ]
    session.execute(insert(Access).values(rows).on_conflict_do_nothing())
