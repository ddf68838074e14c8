"""Correcting an incident: the reporter what it told, the helpline how it is classified."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version, require_version
from services.core.errors import Conflict, FieldError, Forbidden, Invalid
from services.events.log import NewEvent, append_events
from services.incidents.report import forbidden_words
from services.models import Incident, Organisation
from services.policy.actor import Actor, Kind
from services.policy.permissions import is_allowed
from services.policy.resource_spec import Permission
from services.resources.incident import AMEND_INCIDENT, CLASSIFY_INCIDENT, INCIDENT, IncidentEvent
from services.resources.incident_states import OPEN
from services.resources.organisation import ORGANISATION
from services.text_lint import lint
from services.vocabularies.incidents import ReporterKind
from services.vocabularies.organisations import DataClass

# Which fields which action may change; the page says who may take the action.
FIELDS: Mapping[Permission, frozenset[str]] = {
    AMEND_INCIDENT: frozenset({"summary_neutral", "view_band", "in_app_report", "first_seen_at"}),
    CLASSIFY_INCIDENT: frozenset({"harm_categories", "allegation_flag", "priority", "school_id"}),
}


def amend(session: Session, actor: Actor, incident_id: UUID, *, expected: int, **changes: Any) -> dict[str, Any]:
    """The amended incident. Invalid for a field that is not this actor's to change; Conflict when it is over.

    NoAgreement for a reporter whose agreement with the helpline has ended: it would tell something new.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    taken = [action for action in FIELDS if is_allowed(actor, action, incident)]
    if not taken:
        raise Forbidden
    require_version(incident, expected)
    if incident.state not in OPEN:
        raise Conflict(
            "The incident is resolved, closed or withdrawn and cannot be corrected.",
            code="incident_over",
            state=incident.state,
        )
    _require_sound(session, actor, incident, frozenset().union(*(FIELDS[action] for action in taken)), changes)
    if incident.owner_id == actor.organisation_id:
        agreements.require_agreement(session, incident.helpline_id, DataClass.INCIDENT_CORE)
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.school_confirmed = incident.school_id is not None
    flush_next_version(session, incident)
    append_events(session, actor, NewEvent(IncidentEvent.AMENDED, "incident", incident.id, incident.version))
    return queries.get_one(session, actor, INCIDENT, incident.id)


def _require_sound(
    session: Session, actor: Actor, incident: Incident, mine: frozenset[str], changes: Mapping[str, Any]
) -> None:
    # A school vouches for itself; only of the reports of others is the school found out.
    mine = mine - {"school_id"} if incident.reporter_kind == ReporterKind.SCHOOL else mine
    field_errors = [
        FieldError(f"/{name}", "not_yours", "Your organisation may not change this field.")
        for name in sorted({*changes} - mine)
    ]
    if "summary_neutral" in changes:
        words = forbidden_words(session, actor)
        field_errors += lint(changes["summary_neutral"], pointer="/summary_neutral", forbidden=words)
    if changes.get("school_id") is not None and not _is_school(session, actor, changes["school_id"]):
        field_errors.append(
            FieldError("/school_id", "unknown_school", "No school with this identifier is visible to you.")
        )
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))


def _is_school(session: Session, actor: Actor, school_id: UUID) -> bool:
    organisation = session.get(Organisation, school_id)
    known = visibility.is_visible(session, actor, ORGANISATION, school_id)
    return known and organisation is not None and organisation.kind == Kind.SCHOOL
