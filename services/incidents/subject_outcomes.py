"""The outcomes of subjects at their platforms, and the part of an outcome that a reporter may know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.newest_outcomes import select_newest_decision, select_newest_verification
from services.core.sealed_columns import select_wrapped_key, unseal_fetched
from services.models import Escalation, EscalationSubject, Verification
from services.policy.actor import Actor
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES
from services.resources.escalation import ESCALATION
from services.vocabularies.subjects import RESOLVED_RESULTS

# The fields of a link that state an outcome; the others state the progress of the escalation.
OUTCOME_FIELDS = frozenset({"outcome_code", "decline_reason", "verification", "wording"})
# States of a link whose own subject is decided or verified, whatever the state of the whole escalation.
DECIDED, VERIFIED = "decided", "verified"


@dataclass(frozen=True, slots=True)
class SubjectOutcome:
    """The newest escalation of a subject, with the newest decision on it and the newest verification."""

    escalation_state: str
    tier: int
    priority: str
    sent_at: datetime
    outcome_code: str | None
    decline_reason: str | None
    verification: str | None
    wording: str | None


def load_subject_outcomes(
    session: Session, actor: Actor, subject_ids: Collection[UUID]
) -> Mapping[UUID, SubjectOutcome]:
    """Return the outcome of each subject that the actor, a helpline, has escalated to a platform."""
    part = EscalationSubject
    decision, verification = select_newest_decision(), select_newest_verification()
    statement = (
        select(
            part.owner_id,
            part.escalation_id,
            part.subject_id,
            Escalation.state.label("escalation_state"),
            Escalation.tier,
            Escalation.priority,
            Escalation.sent_at,
            decision.c.action.label("outcome_code"),
            decision.c.decline_reason,
            verification.c.result.label("verification"),
            verification.c.wording,
            verification.c.id,
            select_wrapped_key(part.owner_id, part.escalation_id),
        )
        .select_from(part)
        .ext(distinct_on(part.subject_id))
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .join(decision, true(), isouter=True)
        .join(verification, true(), isouter=True)
        .where(
            part.subject_id.in_(subject_ids),
            Escalation.owner_id == actor.organisation_id,
            Escalation.state != "queued",
            visibility.visible_to(actor, ESCALATION),
        )
        .order_by(part.subject_id, Escalation.id.desc())
    )
    rows = [dict(row) for row in session.execute(statement).mappings()]
    unseal_fetched(Verification, "escalation_id", ["wording"], rows)
    return {
        row["subject_id"]: SubjectOutcome(**{column.name: row[column.name] for column in fields(SubjectOutcome)})
        for row in rows
    }


def build_reporter_view(outcome: SubjectOutcome, accepted_at: datetime) -> Mapping[str, object]:
    """Return the columns of an incident's link that state this outcome; the incident was accepted at `accepted_at`.

    Deadlines count from the acceptance or the sending, whichever was later, so that they reveal no earlier reporter.
    Without a decision in the newest escalation the outcome fields are left out: an earlier outcome stays.
    """
    start = max(accepted_at, outcome.sent_at)
    progress: dict[str, object] = {
        "escalation_state": _get_link_state(outcome),
        "tier": outcome.tier,
        "due_ack_at": ACKNOWLEDGEMENT_DEADLINES[outcome.priority].due_after(start),
        "due_decision_at": DECISION_DEADLINES[outcome.priority].due_after(start),
    }
    return progress | {name: getattr(outcome, name) for name in OUTCOME_FIELDS if outcome.outcome_code}


def _get_link_state(outcome: SubjectOutcome) -> str:
    """Return the state of the link, which depends on its own subject before the state of the whole escalation."""
    if outcome.verification in RESOLVED_RESULTS:
        return VERIFIED
    return DECIDED if outcome.outcome_code else outcome.escalation_state
