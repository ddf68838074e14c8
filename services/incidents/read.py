"""Looking at incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.policy.actor import Actor
from services.queries.history import TransitionHistory, list_transitions
from services.resources.incident import INCIDENT


def read_incident(session: Session, actor: Actor, incident_id: UUID) -> dict[str, Any]:
    """One incident."""
    return queries.get_one(session, actor, INCIDENT, incident_id)


def list_incidents(
    session: Session,
    actor: Actor,
    keyset: queries.Keyset,
    *,
    state: Sequence[str] = (),
    priority: Sequence[str] = (),
    nation: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Newest first."""
    among = {"state": state, "priority": priority, "nation": nation}
    return queries.list_page(session, actor, INCIDENT, keyset, among)


def read_transitions(session: Session, actor: Actor, incident_id: UUID) -> TransitionHistory:
    """What has happened to the incident, and what the actor may do with it now."""
    return list_transitions(session, actor, INCIDENT, visibility.find_visible(session, actor, INCIDENT, incident_id))
