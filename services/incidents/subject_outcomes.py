"""Where a subject stands with the platform, as the helpline knows it: what reporters of it may be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.access import visibility
from services.models import Decision, DecisionSubject, Escalation, EscalationSubject, Verification
from services.policy.actor import Actor
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES
from services.resources.escalation import ESCALATION
from services.vocabularies.subjects import RESOLVED_RESULTS

OUTCOME = ("outcome_code", "decline_reason", "verification", "wording")
# Where a link stands once its own subject is decided, whatever becomes of the others of the escalation.
DECIDED, VERIFIED = "decided", "verified"


def standings(session: Session, actor: Actor, subject_ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """By subject, from its newest escalation that was sent. A subject never escalated is absent."""
    part = EscalationSubject
    statement = (
        select(
            part.subject_id,
            Escalation.state.label("escalation_state"),
            Escalation.tier,
            Escalation.priority,
            Escalation.sent_at,
            *_newest_decision(),
            *_newest_verification(),
        )
        .ext(distinct_on(part.subject_id))
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .where(
            part.subject_id.in_(subject_ids),
            Escalation.owner_id == actor.organisation_id,
            Escalation.state != "queued",
            visibility.visible_to(actor, ESCALATION),
        )
        .order_by(part.subject_id, Escalation.id.desc())
    )
    return {row["subject_id"]: dict(row) for row in session.execute(statement).mappings()}


def told(standing: Mapping[str, Any], accepted_at: datetime) -> Mapping[str, Any]:
    """What a reporter whose incident was accepted at that moment is told of its link: of this subject alone.

    Its clocks run from then or from the sending, whichever was later, as if it were the only reporter. An outcome that
    was told stands until there is a newer one.
    """
    outcome = {name: standing[name] for name in OUTCOME}
    begun = max(accepted_at, standing["sent_at"])
    clocks = {
        "due_ack_at": ACKNOWLEDGEMENT_DEADLINES[standing["priority"]].after(begun),
        "due_decision_at": DECISION_DEADLINES[standing["priority"]].after(begun),
    }
    place = {"escalation_state": _place(standing), "tier": standing["tier"]}
    return place | clocks | (outcome if standing["outcome_code"] else {})


def _place(standing: Mapping[str, Any]) -> str:
    if standing["verification"] in RESOLVED_RESULTS:
        return VERIFIED
    return DECIDED if standing["outcome_code"] else str(standing["escalation_state"])


def _newest_decision() -> list[Any]:
    def newest(column: Any) -> Any:
        return (
            select(column)
            .join(
                Decision, (Decision.owner_id == DecisionSubject.owner_id) & (Decision.id == DecisionSubject.decision_id)
            )
            .where(
                DecisionSubject.owner_id == EscalationSubject.owner_id,
                DecisionSubject.escalation_id == EscalationSubject.escalation_id,
                DecisionSubject.subject_id == EscalationSubject.subject_id,
                ~Decision.late,
            )
            .order_by(Decision.id.desc())
            .limit(1)
            .scalar_subquery()
        )

    return [
        newest(DecisionSubject.action).label("outcome_code"),
        newest(DecisionSubject.decline_reason).label("decline_reason"),
    ]


def _newest_verification() -> list[Any]:
    def newest(column: Any) -> Any:
        return (
            select(column)
            .where(
                Verification.owner_id == EscalationSubject.owner_id,
                Verification.escalation_id == EscalationSubject.escalation_id,
                Verification.subject_id == EscalationSubject.subject_id,
            )
            .order_by(Verification.id.desc())
            .limit(1)
            .scalar_subquery()
        )

    return [newest(Verification.result).label("verification"), newest(Verification.wording).label("wording")]
