"""A subject of an incident: the link to the content, with the outcome as this reporter may know it."""

from __future__ import annotations

from sqlalchemy import ARRAY, Executable, Text, case, literal_column, select

from services.access import visibility
from services.access.parts import group_by_parent, is_requested
from services.core.sealed_columns import select_wrapped_key
from services.core.statements import compiled_once
from services.models.access import Access
from services.models.incident import IncidentSubject
from services.models.subject import Subject
from services.policy.actor import OVERSEERS, REPORTERS, Kind
from services.policy.resource_spec import Parts, ResourceSpec, fields

READERS = REPORTERS | OVERSEERS

INCIDENT_SUBJECT = ResourceSpec(
    name="incident_subject",
    model=IncidentSubject,
    parent=("incident", "incident_id"),
    fields=(
        *fields(READERS, "subject_id", "platform", "type", "role"),
        # For the reporter alone; empty for everybody else.
        *fields(READERS, "warnings", "added_at", "escalation_state", "tier"),
        *fields(READERS, "due_ack_at", "due_decision_at", "outcome_code", "decline_reason", "outcome_at"),
        *fields(READERS, "verification", "wording"),
    ),
)


@compiled_once
def _select_incident_subjects(kind: Kind) -> Executable:
    """Select the subjects of the incidents `ids`, each incident's in the order in which they were added."""
    actor, link = visibility.actor_parameter(kind), IncidentSubject
    wrapped_key = select_wrapped_key(link.owner_id, link.incident_id)
    table = link.__table__
    is_own = table.c.owner_id == actor.organisation_id
    warnings = case((is_own, table.c.warnings), else_=literal_column("'{}'::text[]", ARRAY(Text)))
    others = [column for column in table.c if column is not table.c.warnings]
    added_at = table.c.created_at.label("added_at")
    columns = select(*others, warnings.label("warnings"), added_at, Subject.platform, wrapped_key)
    return (
        visibility.join_access(columns.select_from(link), actor, "incident", link, link.incident_id)
        .join(Subject, Subject.id == link.subject_id)
        .where(is_requested(Access.resource_id))
        .order_by(link.incident_id, link.created_at, link.subject_id)
    )


INCIDENT_SUBJECTS = Parts(_select_incident_subjects, group_by_parent(INCIDENT_SUBJECT))
