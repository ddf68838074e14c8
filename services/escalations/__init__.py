"""An escalation from the helpline to the platform, the platform's decisions, and what is found afterwards."""

from services.escalations.count_band import refresh_scale
from services.escalations.decide import list_decisions, record_decision
from services.escalations.move import move
from services.escalations.open import open_escalation
from services.escalations.read import list_escalations, list_notices, read_escalation, read_transitions
from services.escalations.verify import list_verifications, record_verification

__all__ = [
    "list_decisions",
    "list_escalations",
    "list_notices",
    "list_verifications",
    "move",
    "open_escalation",
    "read_escalation",
    "read_transitions",
    "record_decision",
    "record_verification",
    "refresh_scale",
]
