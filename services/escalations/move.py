"""One asked-for move of an escalation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.access.optimistic_locking import require_version
from services.access.transitions import apply_transition
from services.core.errors import Conflict, FieldError, Invalid
from services.escalations.deliver import deliver
from services.escalations.fan_out import spread
from services.escalations.progress import parts_of
from services.events.log import NewEvent, append_events
from services.models import Escalation
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION, TRANSITION_ESCALATION, EscalationEvent
from services.text_lint import lint

KINDS: Mapping[str, EscalationEvent] = {
    "send": EscalationEvent.SENT,
    "acknowledge": EscalationEvent.ACKNOWLEDGED,
    "start_review": EscalationEvent.REVIEW_STARTED,
    "close": EscalationEvent.CLOSED,
}
EFFECTS: Mapping[str, Callable[[Session, Actor, Escalation], None]] = {"send": deliver}


def move(
    session: Session,
    actor: Actor,
    escalation_id: UUID,
    *,
    expected: int,
    action: str,
    reason: str | None = None,
    note: str | None = None,
    platform_case_ref: str | None = None,
) -> dict[str, Any]:
    """The moved escalation. Conflict, with what is allowed, when the present state does not allow the action."""
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, TRANSITION_ESCALATION, escalation)
    require_version(escalation, expected)
    edge = ESCALATION.machine.require_rule(actor, escalation, action, reason)
    if edge.through:
        raise Conflict(
            f"This action is taken by a POST to `{edge.through}`.",
            code="other_resource",
            allowed=[],
            state=escalation.state,
        )
    _require_sound(session, actor, escalation, note, platform_case_ref)
    if platform_case_ref is not None:
        escalation.platform_case_ref = platform_case_ref
    if action in EFFECTS:
        EFFECTS[action](session, actor, escalation)
    (target,) = edge.targets
    apply_transition(session, ESCALATION, escalation, action, target, by=actor.kind.value, reason=reason, note=note)
    details = {"action": action, "state": target}
    happening = NewEvent(KINDS[action], "escalation", escalation.id, escalation.version, details)
    (event_id,) = append_events(session, actor, happening)
    spread(session, escalation, event_id)
    return queries.get_one(session, actor, ESCALATION, escalation.id)


def _require_sound(
    session: Session, actor: Actor, escalation: Escalation, note: str | None, platform_case_ref: str | None
) -> None:
    # The platform reads the history too.
    names = load_reporter_names(session, actor, parts_of(session, escalation)) if note else []
    field_errors = lint(note or "", pointer="/note", forbidden=names)
    if platform_case_ref is not None and actor.kind is not Kind.PLATFORM:
        field_errors += (FieldError("/platform_case_ref", "not_yours", "Only the platform may send this field."),)
    if field_errors:
        raise Invalid(field_errors=field_errors)
