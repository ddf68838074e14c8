"""The effect of a recorded decision on its escalation."""

from __future__ import annotations

from collections.abc import Sequence

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


def apply_decision(
    session: Session,
    actor: Actor,
    escalation: Escalation,
    before: EscalationProgress,
    subjects: Sequence[DecidedSubject],
) -> frozenset[str]:
    """Move the locked escalation to the state that its decisions lead to, now that a decision on `subjects` is stored.

    Return the names of its changed fields. Its version rises when there are any. A repeated action is a change too: it
    counts for incidents that were reported since the decision before.
    """
    is_first = before.decisions.keys().isdisjoint(subject["subject_id"] for subject in subjects)
    # Only for subjects that were decided before it matters which decision is the newest, and which check still counts.
    after = before.with_decisions(subjects) if is_first else load_progress(session, escalation)
    if after == before:
        return frozenset()
    state_before = escalation.state
    _update_state(session, actor, escalation, after)
    has_moved = escalation.state != state_before
    if not has_moved:
        flush_next_version(session, escalation)
    return frozenset({"subjects", *(("state",) if has_moved else ())})


def _update_state(session: Session, actor: Actor, escalation: Escalation, progress: EscalationProgress) -> None:
    """Move the escalation to the state that follows from its decisions, if all subjects are decided."""
    if escalation.state == "closed" or not progress.is_decided:
        return
    target = derive_state(list(progress.decisions.values()))
    is_still_verified = escalation.state == "verified" and target in EFFECTIVE and progress.is_settled
    if target != escalation.state and not is_still_verified:
        apply_transition(session, ESCALATION, escalation, "record_decision", target, by=actor.kind.value)
    verify_if_settled(session, escalation, progress, by="system")
