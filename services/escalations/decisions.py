"""Recording the decisions of a platform. They are never changed; the last one sets the state of the escalation."""

from __future__ import annotations

from datetime import timedelta
from typing import Unpack
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.access.authorization import Authorization
from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.errors import Conflict, FieldError, Invalid
from services.core.field_encryption import data_key_statement, load_data_key, read_data_key
from services.core.sealed_columns import compute_blind_index, unseal_row
from services.core.statements import Row, fetch_batch
from services.escalations.decision_rows import (
    DECISION_COLUMNS,
    build_decision_view,
    compute_puid_index,
    decision_by_puid_statement,
    insert_decision,
    load_decided_subjects,
    load_decisions,
)
from services.escalations.decision_rules import compute_digest, derive_state, find_subject_errors, find_text_errors
from services.escalations.inputs import DecisionInput
from services.escalations.progress import EscalationProgress, progress_statement, read_progress, verify_if_settled
from services.events.log import NewEvent, append_events
from services.jobs import enqueue_fan_out
from services.models import Decision, Escalation
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.decision import RECORD_DECISION, DecisionEvent
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import DECIDABLE
from services.vocabularies.organisations import DataClass

# Tolerated difference between the platform's clock and ours.
MAX_CLOCK_SKEW = timedelta(minutes=5)
DECISION_AUTHORIZATION = Authorization((RECORD_DECISION,), ESCALATION)


class AlreadyDecided(Conflict):
    """A subject already has a decision. Decisions never change."""

    code = "already_decided"


class PuidReused(Conflict):
    """This puid belongs to another decision of your platform."""

    code = "puid_reused"


def record_decision(
    session: Session, actor: Actor, escalation_id: UUID, **decision: Unpack[DecisionInput]
) -> ResourceView:
    """Record a decision on subjects of the escalation and return it.

    Repeating a decision with its puid returns the first one and records nothing. On a closed escalation the decision
    is recorded as `late` and changes nothing else. When all subjects are decided, the state of the escalation follows.

    Raises:
        NotFound: the actor cannot see the escalation.
        Forbidden: the escalation is not addressed to the actor.
        NoAgreement: no agreement with the helpline covers outcomes.
        Invalid: a subject is not one of the escalation, a decline lacks its reasons, a text fails the text
            lint, or `decided_at` is in the future.
        PuidReused: the puid belongs to a decision with other content.
        AlreadyDecided: a subject has a decision already.
    """
    # Before the lock: examining long texts takes long.
    DECISION_AUTHORIZATION.require_now(session, actor, escalation_id)
    if field_errors := find_text_errors(decision["subjects"]):
        raise Invalid(field_errors=tuple(field_errors))
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, RECORD_DECISION, escalation)
    earlier, progress, data_key = _load_earlier_decision(session, actor, escalation, decision["puid"])
    row = _build_row(actor, escalation, decision)
    if earlier is not None:
        if earlier["digest"] != row["digest"]:
            raise PuidReused
        earlier = unseal_row(data_key, Decision, earlier)
        return build_decision_view(actor, earlier, load_decided_subjects(session, earlier, data_key))
    _validate_decision(progress, decision, is_late=row["late"])
    try:
        subject_rows = insert_decision(session, row, decision["subjects"], data_key)
    except IntegrityError:
        # A concurrent request has recorded this puid on another escalation.
        raise PuidReused from None
    state_before = escalation.state
    _update_state(session, actor, escalation, progress.with_decisions(decision["subjects"]), is_late=row["late"])
    details = {"decision_id": str(row["id"]), "state": escalation.state, "late": row["late"]}
    event = NewEvent.about(
        ESCALATION,
        escalation,
        DecisionEvent.RECORDED,
        details=details,
        changed={"subjects", *(("state",) if escalation.state != state_before else ())},
        created={"decision_id": row["id"]},
    )
    (event_id,) = append_events(session, actor, event)
    enqueue_fan_out(session, helpline_id=escalation.owner_id, escalation_id=escalation.id, cause_id=event_id)
    return build_decision_view(actor, row, subject_rows)


def list_decisions(session: Session, actor: Actor, escalation_id: UUID) -> list[ResourceView]:
    """Return all decisions on the escalation, oldest first. Raise NotFound for one that the actor cannot see."""
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    return [
        build_decision_view(actor, decision, load_decided_subjects(session, decision, data_key))
        for decision in load_decisions(session, escalation, data_key)
    ]


def _load_earlier_decision(
    session: Session, actor: Actor, escalation: Escalation, puid: str
) -> tuple[Row | None, EscalationProgress, bytes]:
    """Return the platform's earlier decision with this puid, if any, and progress and data key of the escalation.

    Raise NoAgreement unless an agreement covers outcomes. All is read in one round trip.
    """
    coverage_rows, decision_rows, progress_rows, key_rows = fetch_batch(
        session,
        agreements.coverage_statement(escalation.owner_id, DataClass.OUTCOME),
        decision_by_puid_statement(actor, puid),
        progress_statement(escalation),
        data_key_statement(escalation.owner_id, escalation.id),
    )
    if not agreements.read_coverage(coverage_rows):
        raise agreements.NoAgreement
    return (decision_rows[0] if decision_rows else None), read_progress(progress_rows), read_data_key(key_rows)


def _build_row(actor: Actor, escalation: Escalation, decision: DecisionInput) -> Row:
    """Return the row of the decision."""
    content = {name: value for name, value in decision.items() if name != "subjects"}
    digest = compute_digest({**content, "escalation_id": escalation.id}, decision["subjects"])
    # Keyed: from an open hash, guesses of the texts could be tested.
    digest_index = compute_blind_index("decision.digest", actor.organisation_id, digest)
    return {
        **dict.fromkeys(DECISION_COLUMNS),
        **content,
        "owner_id": escalation.owner_id,
        "id": clock.new_id(),
        "escalation_id": escalation.id,
        "platform_id": actor.organisation_id,
        "posted_by_client_id": actor.client_id,
        "recorded_at": clock.now(),
        "digest": digest_index,
        "puid_index": compute_puid_index(actor, decision["puid"]),
        "late": escalation.state == "closed",
    }


def _validate_decision(progress: EscalationProgress, decision: DecisionInput, *, is_late: bool) -> None:
    """Raise Invalid for wrong subjects, reasons or times, and AlreadyDecided for decided subjects unless late."""
    field_errors = find_subject_errors(decision["subjects"], progress.subject_ids)
    if decision["decided_at"] > clock.now() + MAX_CLOCK_SKEW:
        field_errors.append(FieldError("/decided_at", "in_the_future", "decided_at must not be in the future."))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    decided_ids = sorted({subject["subject_id"] for subject in decision["subjects"]} & progress.decisions.keys())
    if decided_ids and not is_late:
        raise AlreadyDecided(subject_ids=[str(subject_id) for subject_id in decided_ids])


def _update_state(
    session: Session, actor: Actor, escalation: Escalation, progress: EscalationProgress, *, is_late: bool
) -> None:
    """Move the escalation to the state that the decisions lead to; before the last one, raise its version only."""
    if is_late or not progress.is_decided or escalation.state not in DECIDABLE:
        flush_next_version(session, escalation)
        return
    target = derive_state(list(progress.decisions.values()))
    apply_transition(session, ESCALATION, escalation, "record_decision", target, by=actor.kind.value)
    verify_if_settled(session, escalation, progress, by="system")
