"""When nothing that the platform acted on is left to see, the escalation is verified: whichever came last says so."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.access.transitions import apply_transition
from services.escalations.progress import Standing
from services.models import Escalation
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import EFFECTIVE


def verify_if_settled(session: Session, escalation: Escalation, standing: Standing, *, by: str) -> bool:
    """Take the edge `verify` if every subject is decided and those acted on were found gone; whether it was taken."""
    if escalation.state not in EFFECTIVE or not standing.settled:
        return False
    apply_transition(session, ESCALATION, escalation, "verify", "verified", by=by)
    return True
