"""An incident: one organisation's record that a member of staff or a school is targeted."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import func, literal_column

from services.models.incident import Incident
from services.policy.actor import EMPLOYERS, OVERSEERS, REPORTERS, Kind
from services.policy.predicates import always, is_handling_helpline, is_owner
from services.policy.resource_spec import Field, Permission, ResourceSpec, Scopes, fields
from services.resources.incident_states import INCIDENT_MACHINE
from services.resources.incident_subject import INCIDENT_SUBJECTS

READERS = REPORTERS | OVERSEERS
OWNER = dict.fromkeys(sorted(REPORTERS), is_owner)

REPORT_INCIDENT = Permission("incident.report", dict.fromkeys(sorted(REPORTERS), always))
AMEND_INCIDENT = Permission("incident.amend", OWNER)
CLASSIFY_INCIDENT = Permission("incident.classify", {Kind.HELPLINE: is_handling_helpline})
ADD_SUBJECT = Permission("incident.link", OWNER)
TRANSITION_INCIDENT = Permission("incident.move", {**OWNER, Kind.HELPLINE: is_handling_helpline})


class IncidentEvent(StrEnum):
    """The events of an incident."""

    SUBMITTED = "incident.submitted"
    AMENDED = "incident.amended"
    SUBJECT_ADDED = "incident.linked"
    SHARED = "incident.shared"
    STATE_CHANGED = "incident.state_changed"
    INFORMATION_REQUESTED = "incident.information_requested"
    ESCALATION_CHANGED = "incident.escalation_changed"
    OUTCOME_RECORDED = "incident.outcome_recorded"


INCIDENT = ResourceSpec(
    name="incident",
    model=Incident,
    has_access_rows=True,
    fields=(
        *fields(READERS, "id", "reference", "version", "created_at", "updated_at", "state", "closure_reason"),
        Field("external_id", REPORTERS, owner_only=True),
        *fields(READERS, "nation", "school_id", "school_confirmed"),
        # A kind of reporter only: which union or employer reported is shown to nobody else.
        Field(
            "reporter", READERS, func.json_build_object(literal_column("'kind'"), Incident.__table__.c.reporter_kind)
        ),
        *fields(READERS, "affected_kind", "affected_person"),
        *fields(READERS, "summary_neutral", "harm_categories", "priority", "in_app_report", "first_seen_at"),
        *fields(READERS, "reported_at", "view_band", "allegation_flag"),
        Field("subjects", READERS, parts=INCIDENT_SUBJECTS),
        *fields(EMPLOYERS | {Kind.HELPLINE}, "poster"),
        *fields(EMPLOYERS, "staff_absence"),
    ),
    permissions=(REPORT_INCIDENT, AMEND_INCIDENT, CLASSIFY_INCIDENT, ADD_SUBJECT, TRANSITION_INCIDENT),
    state_machine=INCIDENT_MACHINE,
    events=IncidentEvent,
    scopes=Scopes(read="incidents:read", create="incidents:create", write="incidents:update"),
)
