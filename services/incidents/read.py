"""Reading incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.access.external_ids import index_filter
from services.core.references import normalize_reference
from services.models import Incident
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.queries.history import TransitionHistory, list_transitions
from services.resources.incident import INCIDENT


def get_incident(session: Session, actor: Actor, incident_id: UUID) -> ResourceView:
    """Return one incident. Raise NotFound for one that the actor cannot see."""
    return queries.get_one(session, actor, INCIDENT, incident_id)


def list_incidents(
    session: Session,
    actor: Actor,
    keyset: queries.Keyset,
    *,
    state: Sequence[str] = (),
    priority: Sequence[str] = (),
    nation: Sequence[str] = (),
    reference: str | None = None,
    external_id: str | None = None,
    updated_after: datetime | None = None,
) -> list[ResourceView]:
    """Return one page of the incidents that the actor can see, newest first, that match all filters.

    Each filter lists the values that are allowed; an empty filter allows all values. `reference` may be typed in any
    way. `external_id` finds the actor's own incidents only.
    """
    filters: dict[str, Sequence[object]] = {
        "state": state,
        "priority": priority,
        "nation": nation,
        "reference": [normalize_reference(Incident.REFERENCE_PREFIX, reference)] if reference else [],
        "external_id_index": index_filter(Incident, actor.organisation_id, external_id),
    }
    return queries.list_page(session, actor, INCIDENT, keyset, filters, updated_after)


def list_incident_transitions(session: Session, actor: Actor, incident_id: UUID) -> TransitionHistory:
    """Return the history of the incident and the actions that the actor may take now.

    Raises:
        NotFound: the actor cannot see the incident.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id)
    return list_transitions(session, actor, INCIDENT, incident)
