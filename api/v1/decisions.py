"""What platforms decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.decisions import Decision, NewDecision
from services import escalations

doorway = Doorway("decisions", "A platform's answers to an escalation. Added, never changed.")


@doorway.operation(
    "POST",
    "/escalations/{escalation_id}/decisions",
    scope="decisions:write",
    body=NewDecision,
    answers=(201, Decision),
    creates="escalation",
)
def record_decision(call: Call, body: dict[str, Any], escalation_id: UUID) -> dict[str, Any]:
    """Decide one or more subjects of an escalation.

    When the last one is decided the escalation moves by itself. A decision on an escalation that is over is kept too,
    and says `late`.
    """
    return escalations.record_decision(call.session, call.actor, escalation_id, **body)


@doorway.operation(
    "GET", "/escalations/{escalation_id}/decisions", scope="decisions:read", answers=(200, Decision), listed=True
)
def list_decisions(call: Call, escalation_id: UUID) -> list[dict[str, Any]]:
    """The decisions on an escalation.

    Oldest first.
    """
    return escalations.list_decisions(call.session, call.actor, escalation_id)
