"""When nothing that the platform acted on is left to see, the escalation is verified: whichever came last says so."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.escalations.decisions import decided_actions, parts_of
from services.models import Escalation, Verification
from services.policy.machines import EFFECTIVE, ESCALATION
from services.policy.moving import advance
from services.vocabularies.decisions import NONE, DecisionAction
from services.vocabularies.subjects import SETTLED


def verify_if_settled(session: Session, escalation: Escalation, *, by: str) -> bool:
    """Take the edge `verify` if every subject is decided and those acted on were found gone; whether it was taken."""
    decided = decided_actions(session, escalation)
    results = _results(session, escalation)
    acted_on = [subject for subject, (action, _) in decided.items() if DecisionAction(action) not in NONE]
    complete = len(decided) == len(parts_of(session, escalation))
    settled = all(results.get(subject) in SETTLED for subject in acted_on)
    if escalation.state not in EFFECTIVE or not complete or not settled:
        return False
    advance(session, ESCALATION, escalation, "verify", "verified", by=by)
    return True


def _results(session: Session, escalation: Escalation) -> Mapping[UUID, str]:
    one = Verification
    statement = select(one.subject_id, one.result).where(
        one.owner_id == escalation.owner_id, one.escalation_id == escalation.id
    )
    return {row.subject_id: row.result for row in session.execute(statement.order_by(one.id))}
