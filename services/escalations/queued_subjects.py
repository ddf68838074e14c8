"""The subjects of a queued escalation: removing those that the helpline names, or that no accepted incident supports.

No platform has seen them, and no reporter: the links of a queued escalation are not escalated.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.transitions import apply_transition
from services.core.errors import FieldError, Invalid
from services.escalations.source_incidents import Sources, load_sources
from services.events.log import NewEvent, append_events
from services.models import Escalation, EscalationSubject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION, EscalationEvent
from services.vocabularies.escalations import CountBand


def remove_named_subjects(
    session: Session, actor: Actor, escalation: Escalation, subject_ids: Collection[UUID] | None
) -> str:
    """Remove these subjects from a queued escalation; return its state, `cancelled` if none is left.

    Raises:
        Invalid: no subject is named, or one is not of the escalation.
    """
    present = {subject.subject_id for subject in load_subjects(session, escalation)}
    if not subject_ids:
        raise Invalid(field_errors=(FieldError("/subject_ids", "required", "Name the subjects to remove."),))
    field_errors = [
        FieldError(f"/subject_ids/{position}", "unknown_subject", "The subject must be one of the escalation.")
        for position, subject_id in enumerate(subject_ids)
        if subject_id not in present
    ]
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    remaining = present.difference(subject_ids)
    _keep_subjects(session, escalation, load_sources(session, actor, sorted(remaining)), remaining)
    return "queued" if remaining else "cancelled"


def remove_unsupported_subjects(session: Session, actor: Actor, escalation: Escalation) -> Sources:
    """Remove the subjects that no accepted incident supports any longer; return the incidents behind the others.

    Incidents that their reporters withdrew do not support a subject, nor do those whose agreement has ended.
    """
    subject_ids = sorted(subject.subject_id for subject in load_subjects(session, escalation))
    sources = load_sources(session, actor, subject_ids)
    _keep_subjects(session, escalation, sources, sources.platform_by_subject.keys())
    return sources


def cancel_without_sources(session: Session, actor: Actor, escalation_id: UUID) -> bool:
    """Cancel the escalation if it is queued and no accepted incident supports any subject; return whether it was.

    Raises:
        NotFound: the actor cannot see the escalation.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    if escalation.state != ESCALATION.machine.initial:
        return False
    subject_ids = sorted(subject.subject_id for subject in load_subjects(session, escalation))
    if load_sources(session, actor, subject_ids).platform_by_subject:
        return False
    apply_transition(session, ESCALATION, escalation, "cancel", "cancelled", by="system")
    event = NewEvent.about(
        ESCALATION,
        escalation,
        EscalationEvent.CANCELLED,
        details={"action": "cancel", "state": escalation.state},
        changed={"state"},
        created={"transition_version": escalation.version},
    )
    append_events(session, actor, event)
    return True


def load_subjects(session: Session, escalation: Escalation) -> Sequence[EscalationSubject]:
    """Return the subjects of the escalation in the order of their ids."""
    is_of_escalation = (
        EscalationSubject.owner_id == escalation.owner_id,
        EscalationSubject.escalation_id == escalation.id,
    )
    statement = select(EscalationSubject).where(*is_of_escalation).order_by(EscalationSubject.subject_id)
    return session.scalars(statement).all()


def _keep_subjects(session: Session, escalation: Escalation, sources: Sources, remaining_ids: Collection[UUID]) -> None:
    """Delete the subjects that do not remain, and summarize the incidents behind those that do.

    If none remains, the subjects stay on record: the escalation is cancelled.
    """
    subjects = load_subjects(session, escalation)
    removed_subjects = [subject for subject in subjects if subject.subject_id not in remaining_ids]
    if not remaining_ids or not removed_subjects:
        return
    for subject in removed_subjects:
        session.delete(subject)
    session.flush()
    escalation.harm_categories = sources.harm_categories
    escalation.suspected_minor = sources.suspected_minor
    escalation.source_incident_count_band = CountBand.from_count(len(sources.incident_ids)).value
