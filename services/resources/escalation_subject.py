"""A subject of an escalation, with its newest decision and verification."""

from __future__ import annotations

from sqlalchemy import Executable, select

from services.access import visibility
from services.access.parts import group_by_parent, is_requested
from services.core.statements import compiled_once
from services.models.access import Access
from services.models.escalation import Decision, DecisionSubject, EscalationSubject, Verification
from services.models.subject import Subject
from services.policy.actor import Kind
from services.policy.resource_spec import Parts, ResourceSpec, fields

READERS = frozenset({Kind.HELPLINE, Kind.PLATFORM})

ESCALATION_SUBJECT = ResourceSpec(
    name="escalation_subject",
    model=EscalationSubject,
    parent=("escalation", "escalation_id"),
    fields=fields(READERS, "subject_id", "type", "action", "decline_reason", "decided_at", "verification"),
)


@compiled_once
def _select_escalation_subjects(kind: Kind) -> Executable:
    """Select the subjects of the escalations `ids`, each with its newest decision and newest verification."""
    actor, part = visibility.actor_parameter(kind), EscalationSubject
    decided = (
        select(DecisionSubject.action, DecisionSubject.decline_reason, Decision.decided_at)
        .join(Decision, (Decision.owner_id == DecisionSubject.owner_id) & (Decision.id == DecisionSubject.decision_id))
        .where(
            DecisionSubject.owner_id == part.owner_id,
            DecisionSubject.escalation_id == part.escalation_id,
            DecisionSubject.subject_id == part.subject_id,
            ~Decision.late,
        )
        .order_by(Decision.id.desc())
        .limit(1)
        .lateral("decided")
    )
    verified = (
        select(Verification.result.label("verification"))
        .where(
            Verification.owner_id == part.owner_id,
            Verification.escalation_id == part.escalation_id,
            Verification.subject_id == part.subject_id,
        )
        .order_by(Verification.id.desc())
        .limit(1)
        .lateral("verified")
    )
    columns = select(part.escalation_id, part.subject_id, Subject.type, decided, verified)
    return (
        visibility.join_access(columns.select_from(part), actor, "escalation", part, part.escalation_id)
        .join(Subject, Subject.id == part.subject_id)
        .join(decided, decided.c.action.is_not(None), isouter=True)
        .join(verified, verified.c.verification.is_not(None), isouter=True)
        .where(is_requested(Access.resource_id))
        .order_by(part.escalation_id, part.subject_id)
    )


ESCALATION_SUBJECTS = Parts(_select_escalation_subjects, group_by_parent(ESCALATION_SUBJECT))
