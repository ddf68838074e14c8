"""The progress of an escalation: its subjects, each with the newest decision and the newest verification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Executable, bindparam, select, true
from sqlalchemy.orm import Session

from services.access.newest_outcomes import select_newest_decision, select_newest_verification
from services.access.transitions import apply_transition
from services.core.statements import BoundStatement, Row, compiled_once, fetch_rows
from services.escalations.decision_rules import SubjectDecision
from services.escalations.inputs import DecidedSubject
from services.models import Escalation, EscalationSubject
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import EFFECTIVE
from services.vocabularies.decisions import DECLINING_ACTIONS, DecisionAction
from services.vocabularies.subjects import RESOLVED_RESULTS


@dataclass(frozen=True, slots=True)
class EscalationProgress:
    """The subjects of an escalation; `decisions` and `verifications` hold the newest ones by subject."""

    subject_ids: frozenset[UUID]
    decisions: Mapping[UUID, SubjectDecision]
    verifications: Mapping[UUID, str]

    @property
    def is_decided(self) -> bool:
        """True if every subject has a decision."""
        return self.decisions.keys() == self.subject_ids

    @property
    def is_settled(self) -> bool:
        """True if every subject has a decision, and those that the platform acted on are verified as gone."""
        acted_on = [
            subject_id
            for subject_id, decision in self.decisions.items()
            if DecisionAction(decision.action) not in DECLINING_ACTIONS
        ]
        return self.is_decided and all(
            self.verifications.get(subject_id) in RESOLVED_RESULTS for subject_id in acted_on
        )

    def with_decisions(self, subjects: Iterable[DecidedSubject]) -> EscalationProgress:
        """Return the progress after a first decision about each of these complete subjects."""
        newer = {
            subject["subject_id"]: SubjectDecision(
                subject["action"], subject.get("decline_reason"), subject.get("decided_at")
            )
            for subject in subjects
        }
        return replace(self, decisions={**self.decisions, **newer})

    def with_verification(self, subject_id: UUID, result: str) -> EscalationProgress:
        """Return the progress after a verification of this subject."""
        return replace(self, verifications={**self.verifications, subject_id: result})


def load_progress(session: Session, escalation: Escalation) -> EscalationProgress:
    """Return the progress of the escalation. Lock the escalation first, so that it does not change meanwhile."""
    return read_progress(fetch_rows(session, progress_statement(escalation)))


def progress_statement(escalation: Escalation) -> BoundStatement:
    """Return the statement whose rows `read_progress` needs, to run it in one batch with others."""
    return _select_progress().bind(owner_id=escalation.owner_id, escalation_id=escalation.id)


def read_progress(rows: Sequence[Row]) -> EscalationProgress:
    """Build the progress from the rows of `progress_statement`."""
    return EscalationProgress(
        subject_ids=frozenset(row["subject_id"] for row in rows),
        decisions={
            row["subject_id"]: SubjectDecision(row["action"], row["decline_reason"], row["decided_at"])
            for row in rows
            if row["action"] is not None
        },
        verifications={row["subject_id"]: row["result"] for row in rows if row["result"] is not None},
    )


@compiled_once
def _select_progress() -> Executable:
    """Select the subjects of an escalation with their newest decisions and verifications."""
    decision, verification = select_newest_decision(), select_newest_verification()
    return (
        select(
            EscalationSubject.subject_id,
            decision.c.action,
            decision.c.decline_reason,
            decision.c.decided_at,
            verification.c.result,
        )
        .select_from(EscalationSubject)
        .join(decision, true(), isouter=True)
        .join(verification, true(), isouter=True)
        .where(
            EscalationSubject.owner_id == bindparam("owner_id"),
            EscalationSubject.escalation_id == bindparam("escalation_id"),
        )
    )


def list_subject_ids(session: Session, escalation: Escalation) -> frozenset[UUID]:
    """Return the ids of the subjects of the escalation."""
    rows = fetch_rows(session, _select_subject_ids().bind(owner_id=escalation.owner_id, escalation_id=escalation.id))
    return frozenset(row["subject_id"] for row in rows)


@compiled_once
def _select_subject_ids() -> Executable:
    """Select the ids of the subjects of an escalation."""
    return select(EscalationSubject.subject_id).where(
        EscalationSubject.owner_id == bindparam("owner_id"),
        EscalationSubject.escalation_id == bindparam("escalation_id"),
    )


def verify_if_settled(session: Session, escalation: Escalation, progress: EscalationProgress, *, by: str) -> bool:
    """Move the escalation to `verified` if its progress is settled; return whether it moved.

    `by` is the kind of organisation that takes the transition, or `system`.
    """
    if escalation.state not in EFFECTIVE or not progress.is_settled:
        return False
    apply_transition(session, ESCALATION, escalation, "verify", "verified", by=by)
    return True
