"""Reporting an incident: by a school, another employer, a union or the helpline itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements
from services.access.external_ids import index_new_external_id
from services.access.grants import grant_statement
from services.core import clock, field_encryption
from services.core.errors import FieldError, Invalid
from services.core.sealed_columns import seal_row
from services.core.statements import execute_batch
from services.events.log import NewEvent, append_events
from services.incidents.inputs import IncidentReport
from services.incidents.links import attach_subject
from services.incidents.report_texts import find_text_errors
from services.incidents.reporters import get_reporter_kind
from services.models import Incident
from services.policy.actor import EMPLOYERS, Actor, Kind
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_names_around_reporter
from services.resources.incident import INCIDENT, REPORT_INCIDENT, IncidentEvent
from services.vocabularies.harms import HarmCategory, Priority
from services.vocabularies.organisations import DataClass

REQUIRED_DATA_CLASSES = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR, DataClass.SCHOOL_IDENTITY)
UNCLASSIFIED_PRIORITY = Priority.P3


def report_incident(session: Session, actor: Actor, **report: Unpack[IncidentReport]) -> ResourceView:
    """Record an incident with its links, share it with the helpline and the overseers, and return it.

    Raises:
        Forbidden: the actor's kind cannot report incidents.
        Invalid: a text fails the text lint, the nation is not valid, or the absence of a member of
            staff is stated by an organisation that is no employer.
        NoAgreement: no helpline has an agreement with the actor that covers reports.
    """
    require_permission(actor, REPORT_INCIDENT)
    helpline_id, overseer_ids = _find_recipients(session, actor, _choose_nation(actor, report.get("nation")))
    _validate_report(session, actor, report)
    row = _build_row(actor, helpline_id, report)
    row["external_id_index"] = index_new_external_id(actor, Incident, report.get("external_id"))
    owner_id, incident_id = row["owner_id"], row["id"]
    access = grant_statement(owner_id, INCIDENT.name, incident_id, write=(owner_id, helpline_id), read=overseer_ids)
    data_key, insert_data_key = field_encryption.new_data_key(owner_id, incident_id)
    execute_batch(session, access, insert_data_key)
    incident = Incident(**seal_row(data_key, Incident, row))
    session.add(incident)
    session.flush()
    for link in report["links"]:
        attach_subject(session, incident, link)
    append_events(session, actor, NewEvent.about(INCIDENT, incident, IncidentEvent.SUBMITTED))
    return queries.get_one(session, actor, INCIDENT, incident.id)


def _validate_report(session: Session, actor: Actor, report: IncidentReport) -> None:
    """Raise Invalid for a text that fails the text lint, and for an absence stated by anybody but an employer."""
    field_errors = find_text_errors(report, load_names_around_reporter(session, actor))
    if report.get("staff_absence") is not None and actor.kind not in EMPLOYERS:
        detail = "Only schools and other employers may send this field."
        field_errors.append(FieldError("/staff_absence", "not_yours", detail))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))


def _find_recipients(session: Session, actor: Actor, nation: str) -> tuple[UUID, tuple[UUID, ...]]:
    """Return the helpline that receives the report and the overseers that may read it.

    Raise NoAgreement when no helpline has an agreement with the actor that covers reports from the nation.
    """
    if actor.kind is Kind.HELPLINE:
        agreements.require_agreement(session, actor.organisation_id, *REQUIRED_DATA_CLASSES, nation=nation)
        return actor.organisation_id, ()
    return agreements.find_report_recipients(session, actor.organisation_id, *REQUIRED_DATA_CLASSES, nation=nation)


def _build_row(actor: Actor, helpline_id: UUID, report: IncidentReport) -> dict[str, Any]:
    """Return the row of the report. Raise Invalid for a nation that is missing or not one of the actor's."""
    reported_at = clock.now()
    harm_categories = report.get("harm_categories", ())
    # The school of any other report is confirmed by the helpline.
    is_school = actor.kind is Kind.SCHOOL
    return {
        "owner_id": actor.organisation_id,
        "id": clock.new_id(),
        "reported_at": reported_at,
        "created_at": reported_at,
        "updated_at": reported_at,
        "helpline_id": helpline_id,
        "reporter_kind": get_reporter_kind(actor).value,
        "school_id": actor.organisation_id if is_school else None,
        "school_confirmed": is_school,
        "nation": _choose_nation(actor, report.get("nation")),
        "affected_kind": report["affected_kind"],
        "affected_person": report["affected_person"],
        "summary_neutral": report["summary_neutral"],
        "harm_categories": sorted(set(harm_categories)),
        "priority": _derive_priority(harm_categories).value,
        "allegation_flag": report["allegation_flag"],
        "view_band": report["view_band"],
        "staff_absence": report.get("staff_absence"),
        "first_seen_at": report.get("first_seen_at"),
        "in_app_report": report.get("in_app_report"),
        "poster": report.get("poster"),
        "external_id": report.get("external_id"),
        "state": INCIDENT.machine.initial,
    }


def _choose_nation(actor: Actor, nation: str | None) -> str:
    """Return `nation` if it is one of the actor's; without it, the only one of the actor. Raise Invalid otherwise."""
    if nation is None and len(actor.nations) == 1:
        return next(iter(actor.nations))
    if nation is None or nation not in actor.nations:
        detail = "The nation must be one of the nations of your organisation."
        raise Invalid(field_errors=(FieldError("/nation", "nation_required", detail),))
    return nation


def _derive_priority(harm_categories: Sequence[str]) -> Priority:
    """Return the most urgent default priority of the harms, P3 without any."""
    defaults = [HarmCategory(harm).default_priority for harm in harm_categories]
    return min(defaults, default=UNCLASSIFIED_PRIORITY)
