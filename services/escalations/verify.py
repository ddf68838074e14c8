"""What a person found when they looked. The server itself never looks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.optimistic_locking import flush_next_version
from services.core import clock
from services.core.errors import Conflict, FieldError, Invalid, NotFound
from services.escalations.auto_verify import verify_if_settled
from services.escalations.decide import SKEW
from services.escalations.fan_out import spread
from services.escalations.progress import Standing, standing_of
from services.events.log import NewEvent, append_events
from services.models import EscalationSubject, Verification
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION
from services.resources.verification import RECORD_VERIFICATION, VERIFICATION, VerificationEvent
from services.text_lint import lint


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
) -> dict[str, Any]:
    """The recorded check. `wording` is what the reporters are told, in the helpline's plain words.

    When nothing that the platform acted on is left to see, the escalation is verified.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, RECORD_VERIFICATION, escalation)
    checked_at = checked_at or clock.now()
    standing = standing_of(session, escalation)
    _require_sound(session, actor, standing, subject_id, checked_at, wording)
    verification = Verification(
        owner_id=escalation.owner_id,
        id=clock.new_id(),
        escalation_id=escalation.id,
        subject_id=subject_id,
        checked_at=checked_at,
        method=method,
        result=result,
        wording=wording,
    )
    session.add(verification)
    session.flush()
    now = standing.with_result(subject_id, result)
    if not verify_if_settled(session, escalation, now, by=actor.kind.value):
        flush_next_version(session, escalation)
    details = {"subject_id": str(subject_id), "result": result, "state": escalation.state}
    happening = NewEvent(VerificationEvent.RECORDED, "escalation", escalation.id, escalation.version, details)
    (event_id,) = append_events(session, actor, happening)
    spread(session, escalation, event_id)
    return _view(actor, verification)


def list_verifications(session: Session, actor: Actor, subject_id: UUID) -> list[dict[str, Any]]:
    """The checks of a subject, oldest first. NotFound unless it is part of an escalation that the actor may see."""
    part = EscalationSubject
    parts = select(part.owner_id, part.escalation_id).where(
        part.subject_id == subject_id, visibility.has_access(actor, "escalation", part.escalation_id, part.owner_id)
    )
    of_it = [(row.owner_id, row.escalation_id) for row in session.execute(parts)]
    if not of_it:
        raise NotFound
    key = tuple_(Verification.owner_id, Verification.escalation_id)
    statement = select(Verification).where(key.in_(of_it), Verification.subject_id == subject_id)
    statement = statement.order_by(Verification.id)
    return [_view(actor, verification) for verification in session.scalars(statement)]


def _require_sound(
    session: Session,
    actor: Actor,
    standing: Standing,
    subject_id: UUID,
    checked_at: datetime,
    wording: str | None,
) -> None:
    if subject_id not in standing.decided:
        raise Conflict("The platform has not decided about this subject of the escalation.", code="not_decided")
    # The wording goes to every reporter of the subject.
    names = load_reporter_names(session, actor, [subject_id]) if wording else []
    field_errors = list(lint(wording or "", pointer="/wording", forbidden=names))
    if checked_at > clock.now() + SKEW:
        field_errors.append(FieldError("/checked_at", "in_the_future", "checked_at must not be in the future."))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))


def _view(actor: Actor, verification: Verification) -> dict[str, Any]:
    columns = {column.key: getattr(verification, column.key) for column in Verification.__table__.columns}
    return field_access.select_granted(actor, VERIFICATION, columns)
