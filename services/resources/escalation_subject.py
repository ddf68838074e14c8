"""A subject of an escalation, with its newest decision and verification."""

from __future__ import annotations

from sqlalchemy import Executable, select, true

from services.access import visibility
from services.access.newest_outcomes import select_newest_decision, select_newest_verification
from services.access.parts import group_by_parent, is_requested
from services.core.statements import compiled_once
from services.models.access import Access
from services.models.escalation import EscalationSubject
from services.models.subject import Subject
from services.policy.actor import ESCALATION_PARTIES, Kind
from services.policy.resource_spec import Parts, ResourceSpec, fields

ESCALATION_SUBJECT = ResourceSpec(
    name="escalation_subject",
    model=EscalationSubject,
    parent=("escalation", "escalation_id"),
    fields=fields(ESCALATION_PARTIES, "subject_id", "type", "action", "decline_reason", "decided_at", "verification"),
)


@compiled_once
def _select_escalation_subjects(kind: Kind) -> Executable:
    """Select the subjects of the escalations `ids`, each with its newest decision and newest verification."""
    actor, part = visibility.actor_parameter(kind), EscalationSubject
    decision, verification = select_newest_decision(), select_newest_verification()
    columns = select(
        part.escalation_id, part.subject_id, Subject.type, decision, verification.c.result.label("verification")
    )
    return (
        visibility.join_access(columns.select_from(part), actor, "escalation", part, part.escalation_id)
        .join(Subject, Subject.id == part.subject_id)
        .join(decision, true(), isouter=True)
        .join(verification, true(), isouter=True)
        .where(is_requested(Access.resource_id))
        .order_by(part.escalation_id, part.subject_id)
    )


ESCALATION_SUBJECTS = Parts(_select_escalation_subjects, group_by_parent(ESCALATION_SUBJECT))
