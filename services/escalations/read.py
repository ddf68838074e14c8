"""Reading escalations: the helpline its own, a platform those addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.core.references import normalize_reference
from services.core.sealed_columns import compute_blind_index
from services.escalations.notices import load_notices
from services.models import Escalation
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
    reference: str | None = None,
    platform_case_ref: str | None = None,
    updated_after: datetime | None = None,
) -> list[ResourceView]:
    """Return one page of the escalations that the actor can see, newest first, that match all filters.

    `reference` may be typed in any way.
    """
    filters: dict[str, Sequence[object]] = {
        "state": state,
        "priority": priority,
        "platform_id": platform_id,
        "reference": [normalize_reference(Escalation.REFERENCE_PREFIX, reference)] if reference else [],
        "platform_case_ref_index": [index_platform_case_ref(platform_case_ref)] if platform_case_ref else [],
    }
    return queries.list_page(session, actor, ESCALATION, keyset, filters, updated_after)


def index_platform_case_ref(platform_case_ref: str) -> bytes:
    """Return the blind index of a platform's reference, by which lists are filtered."""
    return compute_blind_index("escalation.platform_case_ref", None, platform_case_ref)


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
