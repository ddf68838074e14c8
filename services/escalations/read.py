"""Looking at escalations: the helpline at its own, a platform at those addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.escalations.notice import notices_of
from services.policy.actor import Actor
from services.queries.history import TransitionHistory, list_transitions
from services.resources.escalation import ESCALATION


def read_escalation(session: Session, actor: Actor, escalation_id: UUID) -> dict[str, Any]:
    """One escalation."""
    return queries.get_one(session, actor, ESCALATION, escalation_id)


def list_escalations(
    session: Session,
    actor: Actor,
    keyset: queries.Keyset,
    *,
    state: Sequence[str] = (),
    priority: Sequence[str] = (),
    platform_id: Sequence[UUID] = (),
) -> list[dict[str, Any]]:
    """Newest first."""
    among = {"state": state, "priority": priority, "platform_id": platform_id}
    return queries.list_page(session, actor, ESCALATION, keyset, among)


def read_transitions(session: Session, actor: Actor, escalation_id: UUID) -> TransitionHistory:
    """What has happened to the escalation, and what the actor may do with it now."""
    found = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    return list_transitions(session, actor, ESCALATION, found)


def list_notices(session: Session, actor: Actor, escalation_id: UUID) -> list[dict[str, Any]]:
    """What the platform was told."""
    return notices_of(session, actor, visibility.find_visible(session, actor, ESCALATION, escalation_id))
