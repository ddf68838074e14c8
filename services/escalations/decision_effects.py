"""The effect of a recorded decision on its escalation, and on what others are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.escalations.decision_rules import derive_state
from services.escalations.inputs import DecidedSubject
from services.escalations.progress import EscalationProgress, load_progress, verify_if_settled
from services.models import Escalation
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import EFFECTIVE


@dataclass(frozen=True, slots=True)
class DecisionEffect:
    """The names of the changed fields of the escalation, and a flag that says if the reporters learn something new."""

    changed_fields: frozenset[str]
    has_new_outcome: bool


def apply_decision(
    session: Session,
    actor: Actor,
    escalation: Escalation,
    before: EscalationProgress,
    subjects: Sequence[DecidedSubject],
) -> DecisionEffect:
    """Move the locked escalation to the state that its decisions lead to, now that a decision on `subjects` is stored.

    The version of the escalation rises when its state or one of its subjects changed.
    """
    is_first = before.decisions.keys().isdisjoint(subject["subject_id"] for subject in subjects)
    # Only for subjects that were decided before it matters which decision is the newest, and which check still counts.
    after = before.with_decisions(subjects) if is_first else load_progress(session, escalation)
    if after == before:
        return DecisionEffect(frozenset(), has_new_outcome=False)
    state_before = escalation.state
    _update_state(session, actor, escalation, after)
    has_moved = escalation.state != state_before
    if not has_moved:
        flush_next_version(session, escalation)
    changed_fields = frozenset({"subjects", *(("state",) if has_moved else ())})
    return DecisionEffect(changed_fields, has_moved or _list_outcomes(after) != _list_outcomes(before))


def _update_state(session: Session, actor: Actor, escalation: Escalation, progress: EscalationProgress) -> None:
    """Move the escalation to the state that follows from its decisions, if all subjects are decided."""
    if escalation.state == "closed" or not progress.is_decided:
        return
    target = derive_state(list(progress.decisions.values()))
    is_still_verified = escalation.state == "verified" and target in EFFECTIVE and progress.is_settled
    if target != escalation.state and not is_still_verified:
        apply_transition(session, ESCALATION, escalation, "record_decision", target, by=actor.kind.value)
    verify_if_settled(session, escalation, progress, by="system")


def _list_outcomes(progress: EscalationProgress) -> object:
    """Return what the reporters of the subjects are told: neither a repeated decision nor its time is news to them."""
    decisions = {
        subject_id: (decision.action, decision.decline_reason) for subject_id, decision in progress.decisions.items()
    }
    return decisions, progress.verifications
