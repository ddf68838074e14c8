"""Taking one transition of the state machine of an escalation, as an actor requests it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.access.optimistic_locking import require_version
from services.access.transitions import apply_transition
from services.core.errors import Conflict, FieldError, Invalid
from services.core.field_encryption import load_data_key
from services.core.sealed_columns import set_columns
from services.escalations.delivery import deliver_escalation
from services.escalations.progress import list_subject_ids
from services.escalations.queued_subjects import remove_named_subjects
from services.escalations.read import index_platform_case_ref
from services.events.log import NewEvent, append_events
from services.jobs import enqueue_fan_out
from services.models import Escalation
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.policy.state_machine import TransitionRule
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION, TRANSITION_ESCALATION, EscalationEvent
from services.text_lint import NO_NAMES, lint, lint_reference

EVENT_BY_ACTION: Mapping[str, EscalationEvent] = {
    "send": EscalationEvent.SENT,
    "acknowledge": EscalationEvent.ACKNOWLEDGED,
    "start_review": EscalationEvent.REVIEW_STARTED,
    "close": EscalationEvent.CLOSED,
    "remove_subjects": EscalationEvent.SUBJECTS_REMOVED,
    "cancel": EscalationEvent.CANCELLED,
}
SUMMARY_OF_SOURCES = ("subjects", "harm_categories", "suspected_minor", "source_incident_count_band")
# The fields that change with each event, beside the state.
CHANGED_BY_EVENT: Mapping[EscalationEvent, tuple[str, ...]] = {
    EscalationEvent.SENT: ("sent_at", "due_ack_at", "due_decision_at", *SUMMARY_OF_SOURCES),
    EscalationEvent.SUBJECTS_REMOVED: SUMMARY_OF_SOURCES,
}


def transition_escalation(
    session: Session,
    actor: Actor,
    escalation_id: UUID,
    *,
    expected_version: int,
    action: str,
    reason: str | None = None,
    note: str | None = None,
    platform_case_ref: str | None = None,
    subject_ids: Sequence[UUID] | None = None,
) -> ResourceView:
    """Take the action on the escalation and return it.

    `note` is a text for the other side. `platform_case_ref` is the platform's own reference of the case. `subject_ids`
    are the subjects to remove from a queued escalation; the last one cancels it, and so does sending when no accepted
    incident is left.

    Raises:
        NotFound: the actor cannot see the escalation.
        Forbidden: the actor may never take this action.
        StaleVersion: the escalation has another version than expected.
        Conflict: the present state does not allow the action (the error lists the allowed ones), or the action
            belongs to another resource.
        Invalid: the action or reason is unknown, the note fails the text lint, anybody but the platform sends its
            reference, or the subjects to remove are missing or wrong.
        PlatformNotActive: the escalation is to be sent, and the platform is suspended or closed.
        NoAgreement: the escalation is to be sent, and the agreement with the platform has ended.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, TRANSITION_ESCALATION, escalation)
    require_version(escalation, expected_version)
    rule = ESCALATION.machine.require_rule(actor, escalation, action, reason)
    if rule.through:
        detail = f"This action is taken by a POST to `{rule.through}`."
        raise Conflict(detail, code="other_resource", allowed=[], state=escalation.state)
    _validate_texts(session, actor, escalation, note, platform_case_ref)
    if subject_ids is not None and action != "remove_subjects":
        detail = "Only the action `remove_subjects` takes subjects."
        raise Invalid(field_errors=(FieldError("/subject_ids", "subjects_not_taken", detail),))
    if platform_case_ref is not None:
        _set_platform_case_ref(session, escalation, platform_case_ref)
    target = _prepare_transition(session, actor, escalation, rule, subject_ids)
    apply_transition(session, ESCALATION, escalation, action, target, by=actor.kind.value, reason=reason, note=note)
    kind = EscalationEvent.CANCELLED if target == "cancelled" else EVENT_BY_ACTION[action]
    changed = {
        *(("state",) if target != rule.source else ()),
        *(("platform_case_ref",) if platform_case_ref is not None else ()),
        *CHANGED_BY_EVENT.get(kind, ()),
        *(("note",) if note else ()),
    }
    event = NewEvent.about(
        ESCALATION,
        escalation,
        kind,
        details={"action": action, "state": target},
        changed=changed,
        created={"transition_version": escalation.version},
    )
    append_events(session, actor, event)
    enqueue_fan_out(session, helpline_id=escalation.owner_id, escalation_id=escalation.id, cause_id=event.id)
    return queries.get_one(session, actor, ESCALATION, escalation.id)


def _set_platform_case_ref(session: Session, escalation: Escalation, platform_case_ref: str) -> None:
    """Store the platform's reference, sealed, with the blind index by which lists are filtered."""
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    set_columns(data_key, escalation, {"platform_case_ref": platform_case_ref})
    escalation.platform_case_ref_index = index_platform_case_ref(platform_case_ref)


def _prepare_transition(
    session: Session, actor: Actor, escalation: Escalation, rule: TransitionRule, subject_ids: Sequence[UUID] | None
) -> str:
    """Make the changes that belong to the transition, and return the state that it leads to."""
    if rule.action == "send":
        return deliver_escalation(session, actor, escalation)
    if rule.action == "remove_subjects":
        return remove_named_subjects(session, actor, escalation, subject_ids)
    (target,) = rule.targets
    return target


def _validate_texts(
    session: Session, actor: Actor, escalation: Escalation, note: str | None, platform_case_ref: str | None
) -> None:
    """Raise Invalid for texts that fail the text lint, and for a case reference that the platform did not send."""
    # The platform can read the note: it must name no reporter and no school.
    names = load_reporter_names(session, actor, list_subject_ids(session, escalation)) if note else NO_NAMES
    field_errors = lint(note or "", pointer="/note", names=names)
    field_errors += lint_reference(platform_case_ref or "", pointer="/platform_case_ref", may_name_content=True)
    if platform_case_ref is not None and actor.kind is not Kind.PLATFORM:
        field_errors += (FieldError("/platform_case_ref", "not_yours", "Only the platform may send this field."),)
    if field_errors:
        raise Invalid(field_errors=field_errors)
