"""Recording verifications: a person checks a subject after the platform's decision. The server fetches no URLs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.authorization import Authorization
from services.access.optimistic_locking import flush_next_version
from services.core import clock
from services.core.errors import Conflict, FieldError, Invalid, NotFound
from services.core.field_encryption import load_data_key
from services.core.sealed_columns import load_data_keys, seal_row, unseal_row
from services.escalations.decisions import MAX_CLOCK_SKEW
from services.escalations.progress import load_progress, verify_if_settled
from services.events.log import NewEvent, append_events
from services.jobs import enqueue_fan_out
from services.models import EscalationSubject, Verification
from services.policy.actor import Actor
from services.policy.field_access import ResourceView, select_granted
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION
from services.resources.verification import RECORD_VERIFICATION, VERIFICATION, VerificationEvent
from services.text_lint import NO_NAMES, lint

# The path names a subject; its escalations decide who may record a check of it.
VERIFICATION_AUTHORIZATION = Authorization((RECORD_VERIFICATION,), ESCALATION, EscalationSubject.subject_id)


def record_verification(
    session: Session,
    actor: Actor,
    subject_id: UUID,
    *,
    escalation_id: UUID,
    method: str,
    result: str,
    checked_at: datetime | None = None,
    wording: str | None = None,
) -> ResourceView:
    """Record the result of a check of the subject, by default made now, and return it.

    `wording` is the helpline's explanation for the reporters. The escalation becomes `verified` when all subjects are
    decided, and those that the platform acted on are verified as gone.

    Raises:
        NotFound: the actor cannot see the escalation.
        Forbidden: the escalation is not the actor's own.
        Conflict: the platform has not decided about the subject in this escalation.
        Invalid: the wording fails the text lint, or `checked_at` is in the future.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, RECORD_VERIFICATION, escalation)
    checked_at = checked_at or clock.now()
    progress = load_progress(session, escalation)
    if subject_id not in progress.decisions:
        raise Conflict("The platform has not decided about this subject of the escalation.", code="not_decided")
    _validate_verification(session, actor, subject_id, checked_at, wording)
    row = {
        "owner_id": escalation.owner_id,
        "id": clock.new_id(),
        "escalation_id": escalation.id,
        "subject_id": subject_id,
        "checked_at": checked_at,
        "recorded_at": clock.now(),
        "method": method,
        "result": result,
        "decided_action": progress.decisions[subject_id].action,
        "wording": wording,
    }
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    session.add(Verification(**seal_row(data_key, Verification, row)))
    session.flush()
    progress = progress.with_verification(subject_id, result)
    is_verified = verify_if_settled(session, escalation, progress, by=actor.kind.value)
    if not is_verified:
        flush_next_version(session, escalation)
    details = {"subject_id": str(subject_id), "result": result, "state": escalation.state}
    event = NewEvent.about(
        ESCALATION,
        escalation,
        VerificationEvent.RECORDED,
        details=details,
        changed={"subjects", *(("state",) if is_verified else ())},
        created={"verification_id": row["id"]},
    )
    append_events(session, actor, event)
    enqueue_fan_out(session, helpline_id=escalation.owner_id, escalation_id=escalation.id, cause_id=event.id)
    return select_granted(actor, VERIFICATION, row)


def list_verifications(session: Session, actor: Actor, subject_id: UUID) -> list[ResourceView]:
    """Return the verifications of the subject in all escalations that the actor can see, oldest first.

    Raises:
        NotFound: the subject is part of no escalation that the actor can see.
    """
    part = EscalationSubject
    visible_parts = select(part.owner_id, part.escalation_id).where(
        part.subject_id == subject_id, visibility.has_access(actor, "escalation", part.escalation_id, part.owner_id)
    )
    escalation_keys = [(row.owner_id, row.escalation_id) for row in session.execute(visible_parts)]
    if not escalation_keys:
        raise NotFound
    key = tuple_(Verification.owner_id, Verification.escalation_id)
    statement = (
        select(Verification)
        .where(key.in_(escalation_keys), Verification.subject_id == subject_id)
        .order_by(Verification.id)
    )
    data_keys = load_data_keys(session, escalation_keys)
    rows = [
        unseal_row(data_keys.get((verification.owner_id, verification.escalation_id)), Verification, verification)
        for verification in session.scalars(statement)
    ]
    return [select_granted(actor, VERIFICATION, row) for row in rows]


def _validate_verification(
    session: Session, actor: Actor, subject_id: UUID, checked_at: datetime, wording: str | None
) -> None:
    """Raise Invalid for a wording that fails the text lint, and for a check in the future."""
    # Every reporter of the subject reads the wording: it must name no reporter and no school.
    names = load_reporter_names(session, actor, [subject_id]) if wording else NO_NAMES
    field_errors = lint(wording or "", pointer="/wording", names=names)
    if checked_at > clock.now() + MAX_CLOCK_SKEW:
        field_errors += (FieldError("/checked_at", "in_the_future", "checked_at must not be in the future."),)
    if field_errors:
        raise Invalid(field_errors=field_errors)
