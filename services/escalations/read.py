"""Reading escalations: the helpline its own, a platform those addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.escalations.notices import load_notices
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.queries.history import TransitionHistory, list_transitions
from services.resources.escalation import ESCALATION


def get_escalation(session: Session, actor: Actor, escalation_id: UUID) -> ResourceView:
    """Return one escalation. Raise NotFound for one that the actor cannot see."""
    return queries.get_one(session, actor, ESCALATION, escalation_id)


def list_escalations(
    session: Session,
    actor: Actor,
    keyset: queries.Keyset,
    *,
    state: Sequence[str] = (),
    priority: Sequence[str] = (),
    platform_id: Sequence[UUID] = (),
) -> list[ResourceView]:
    """Return one page of the escalations that the actor can see, newest first, that match all filters."""
    filters = {"state": state, "priority": priority, "platform_id": platform_id}
    return queries.list_page(session, actor, ESCALATION, keyset, filters)


def list_escalation_transitions(session: Session, actor: Actor, escalation_id: UUID) -> TransitionHistory:
    """Return the history of the escalation and the actions that the actor may take now.

    Raises:
        NotFound: the actor cannot see the escalation.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    return list_transitions(session, actor, ESCALATION, escalation)


def list_notices(session: Session, actor: Actor, escalation_id: UUID) -> list[ResourceView]:
    """Return the notices of the escalation, oldest first. Raise NotFound for one that the actor cannot see."""
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    return load_notices(session, actor, escalation)
