"""The newest decision and the newest verification of a subject: LATERAL subqueries for statements over subjects.

Both belong to the row of `EscalationSubject` in the statement that joins them. Join them with an outer join on true:
    select(...).join(decision := select_newest_decision(), true(), isouter=True)
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause

from services.models.escalation import Decision, DecisionSubject, EscalationSubject, Verification


def select_newest_decision() -> LateralFromClause:
    """Return the subquery (action, decline_reason, decided_at, recorded_at) of the decision that was taken last."""
    return (
        select(
            DecisionSubject.action,
            DecisionSubject.decline_reason,
            DecisionSubject.decided_at,
            Decision.recorded_at,
        )
        .join(Decision, (Decision.owner_id == DecisionSubject.owner_id) & (Decision.id == DecisionSubject.decision_id))
        .where(
            DecisionSubject.owner_id == EscalationSubject.owner_id,
            DecisionSubject.escalation_id == EscalationSubject.escalation_id,
            DecisionSubject.subject_id == EscalationSubject.subject_id,
        )
        .order_by(DecisionSubject.decided_at.desc(), Decision.recorded_at.desc(), Decision.id.desc())
        .limit(1)
        .lateral("newest_decision")
    )


def select_newest_verification() -> LateralFromClause:
    """Return the subquery (result, sealed wording, id, checked_at, recorded_at) of the newest check.

    A check of an action that was replaced since does not count.
    """
    return (
        select(
            Verification.result,
            Verification.wording,
            Verification.id,
            Verification.checked_at,
            Verification.recorded_at,
        )
        .where(
            ~_is_replaced(),
            Verification.owner_id == EscalationSubject.owner_id,
            Verification.escalation_id == EscalationSubject.escalation_id,
            Verification.subject_id == EscalationSubject.subject_id,
        )
        .order_by(Verification.checked_at.desc(), Verification.id.desc())
        .limit(1)
        .lateral("newest_verification")
    )


def _is_replaced() -> ColumnElement[bool]:
    """Return the condition that the platform has decided on another action since the check was recorded.

    The order of recording counts, because a platform may state the day of its decision only, as midnight. A decision
    that was older than another one when it arrived has never counted, and replaces nothing.
    """
    earlier, earlier_subject = aliased(Decision), aliased(DecisionSubject)
    was_outdated = (
        select(literal(1))
        .select_from(earlier_subject)
        .join(earlier, (earlier.owner_id == earlier_subject.owner_id) & (earlier.id == earlier_subject.decision_id))
        .where(
            earlier_subject.owner_id == DecisionSubject.owner_id,
            earlier_subject.escalation_id == DecisionSubject.escalation_id,
            earlier_subject.subject_id == DecisionSubject.subject_id,
            earlier_subject.decided_at > DecisionSubject.decided_at,
            earlier.recorded_at < Decision.recorded_at,
        )
        .correlate(DecisionSubject, Decision)
        .exists()
    )
    return (
        select(literal(1))
        .select_from(DecisionSubject)
        .join(Decision, (Decision.owner_id == DecisionSubject.owner_id) & (Decision.id == DecisionSubject.decision_id))
        .where(
            DecisionSubject.owner_id == Verification.owner_id,
            DecisionSubject.escalation_id == Verification.escalation_id,
            DecisionSubject.subject_id == Verification.subject_id,
            DecisionSubject.action != Verification.decided_action,
            Decision.recorded_at > Verification.recorded_at,
            ~was_outdated,
        )
        .correlate(Verification)
        .exists()
    )
