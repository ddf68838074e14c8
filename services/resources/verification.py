"""A verification: the state of a subject that the helpline found after a decision."""

from __future__ import annotations

from enum import StrEnum

from services.models.escalation import Verification
from services.policy.actor import ESCALATION_PARTIES, Kind
from services.policy.predicates import is_owner
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

RECORD_VERIFICATION = Permission("verification.record", {Kind.HELPLINE: is_owner})


class VerificationEvent(StrEnum):
    """The events of a verification; their resource is the escalation."""

    RECORDED = "verification.recorded"


VERIFICATION = ResourceSpec(
    name="verification",
    model=Verification,
    parent=("escalation", "escalation_id"),
    fields=(
        *fields(
            ESCALATION_PARTIES, "id", "escalation_id", "subject_id", "checked_at", "recorded_at", "method", "result"
        ),
        *fields({Kind.HELPLINE}, "wording"),
    ),
    permissions=(RECORD_VERIFICATION,),
    events=VerificationEvent,
    scopes=Scopes(read="escalations:read", create="escalations:write"),
)
