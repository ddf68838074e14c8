"""The verbs on escalations, from opening one to the decisions of the platform and the verifications afterwards."""

from services.escalations.count_bands import update_count_band
from services.escalations.decisions import DECISION_AUTHORIZATION, list_decisions, record_decision
from services.escalations.opening import open_escalation
from services.escalations.queued_subjects import cancel_without_sources
from services.escalations.read import get_escalation, list_escalation_transitions, list_escalations, list_notices
from services.escalations.transitions import transition_escalation
from services.escalations.verifications import VERIFICATION_AUTHORIZATION, list_verifications, record_verification

__all__ = [
    "DECISION_AUTHORIZATION",
    "VERIFICATION_AUTHORIZATION",
    "cancel_without_sources",
    "get_escalation",
    "list_decisions",
    "list_escalation_transitions",
    "list_escalations",
    "list_notices",
    "list_verifications",
    "open_escalation",
    "record_decision",
    "record_verification",
    "transition_escalation",
    "update_count_band",
]
