"""Correcting an incident: the reporter corrects its report, the helpline the classification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.external_ids import index_new_external_id
from services.access.optimistic_locking import flush_next_version, require_version
from services.core.errors import Conflict, FieldError, Forbidden, Invalid
from services.core.field_encryption import load_data_key
from services.core.sealed_columns import set_columns
from services.events.log import NewEvent, append_events
from services.incidents.inputs import IncidentAmendment
from services.incidents.report_texts import find_text_errors
from services.jobs import enqueue_incident_outcomes
from services.models import Incident, Organisation
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from services.policy.permissions import is_allowed
from services.policy.resource_spec import Permission
from services.queries.organisation_names import load_names_around_reporter
from services.resources.incident import AMEND_INCIDENT, CLASSIFY_INCIDENT, INCIDENT, IncidentEvent
from services.resources.incident_states import COUNTED, OPEN
from services.resources.organisation import ORGANISATION
from services.vocabularies.incidents import ReporterKind
from services.vocabularies.organisations import DataClass

# The fields that each permission lets its holder change.
AMENDABLE_FIELDS: Mapping[Permission, frozenset[str]] = {
    AMEND_INCIDENT: frozenset({"external_id", "summary_neutral", "view_band", "in_app_report", "first_seen_at"}),
    CLASSIFY_INCIDENT: frozenset({"harm_categories", "allegation_flag", "priority", "school_id"}),
}


TEXT_FIELDS = frozenset({"summary_neutral", "in_app_report"})


def amend_incident(
    session: Session, actor: Actor, incident_id: UUID, *, expected_version: int, **changes: Unpack[IncidentAmendment]
) -> ResourceView:
    """Change these fields of the incident and return it.

    Raises:
        NotFound: the actor cannot see the incident.
        Forbidden: the actor is neither its reporter nor its helpline.
        StaleVersion: the incident has another version than expected.
        Conflict: the incident is resolved, closed or withdrawn.
        Invalid: a field is not one that the actor may change, a text fails the text lint, or the school is not
            a school that the helpline can see.
        NoAgreement: the actor is the reporter, and its agreement with the helpline no longer covers incidents.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    amendable = _list_amendable_fields(actor, incident)
    require_version(incident, expected_version)
    if incident.state not in OPEN:
        raise Conflict(
            "The incident is resolved, closed or withdrawn and cannot be corrected.",
            code="incident_over",
            state=incident.state,
        )
    if incident.owner_id == actor.organisation_id:
        # The helpline would learn something new.
        agreements.require_agreement(session, incident.helpline_id, DataClass.INCIDENT_CORE, nation=incident.nation)
    _validate_changes(session, actor, amendable, changes)
    set_columns(load_data_key(session, incident.owner_id, incident.id), incident, changes)
    if "external_id" in changes:
        incident.external_id_index = index_new_external_id(actor, Incident, changes["external_id"])
    incident.school_confirmed = incident.school_id is not None
    flush_next_version(session, incident)
    changed = {*changes, *(("school_confirmed",) if "school_id" in changes else ())}
    event = NewEvent.about(INCIDENT, incident, IncidentEvent.AMENDED, changed=changed)
    append_events(session, actor, event)
    if "priority" in changes and incident.state in COUNTED:
        # The deadlines that the links show follow the priority.
        enqueue_incident_outcomes(session, helpline_id=incident.helpline_id, incident_id=incident.id, cause_id=event.id)
    return queries.get_one(session, actor, INCIDENT, incident.id)


def _list_amendable_fields(actor: Actor, incident: Incident) -> frozenset[str]:
    """Return the fields of the incident that the actor may change. Raise Forbidden when there are none."""
    field_sets = [fields for permission, fields in AMENDABLE_FIELDS.items() if is_allowed(actor, permission, incident)]
    if not field_sets:
        raise Forbidden
    # A school that reports is the school of the incident; nobody can change that.
    fixed_fields = {"school_id"} if incident.reporter_kind == ReporterKind.SCHOOL else set()
    return frozenset().union(*field_sets) - fixed_fields


def _validate_changes(session: Session, actor: Actor, amendable: frozenset[str], changes: IncidentAmendment) -> None:
    """Raise Invalid for fields that are not amendable, a text that fails the text lint, or an unknown school."""
    field_errors = [
        FieldError(f"/{name}", "not_yours", "Your organisation may not change this field.")
        for name in sorted({*changes} - amendable)
    ]
    if TEXT_FIELDS & changes.keys():
        field_errors += find_text_errors(changes, load_names_around_reporter(session, actor))
    school_id = changes.get("school_id")
    if school_id is not None and not _is_visible_school(session, actor, school_id):
        detail = "No school with this identifier is visible to you."
        field_errors.append(FieldError("/school_id", "unknown_school", detail))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))


def _is_visible_school(session: Session, actor: Actor, school_id: UUID) -> bool:
    """Return whether this is the id of a school that the actor can see."""
    organisation = session.get(Organisation, school_id)
    is_visible = visibility.is_visible(session, actor, ORGANISATION, school_id)
    return is_visible and organisation is not None and organisation.kind == Kind.SCHOOL
