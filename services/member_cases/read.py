"""A union looks at its own cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.policy.actor import Actor


def read_member_case(session: Session, actor: Actor, member_case_id: UUID) -> dict[str, Any]:
    """One case."""
    return queries.get_one(session, actor, "member_case", member_case_id)


def list_member_cases(
    session: Session, actor: Actor, keyset: queries.Keyset, *, stage: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Newest first."""
    return queries.list_page(session, actor, "member_case", keyset, {"stage": stage})
