"""What platforms decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.decisions import Decision, NewDecision
from services import escalations

blueprint = ApiBlueprint("decisions", "A platform's answers to an escalation. Added, never changed.")


@blueprint.operation(
    "POST",
    "/escalations/{escalation_id}/decisions",
    scope="decisions:write",
    body=NewDecision,
    response=Decision,
    status=201,
    idempotency_resource="escalation",
)
def record_decision(context: RequestContext, body: dict[str, Any], escalation_id: UUID) -> dict[str, Any]:
    """Decide one or more subjects of an escalation.

    When the last one is decided the escalation moves by itself. A decision on an escalation that is over is kept too,
    and says `late`.
    """
    return escalations.record_decision(context.session, context.actor, escalation_id, **body)


@blueprint.operation(
    "GET", "/escalations/{escalation_id}/decisions", scope="decisions:read", response=Decision, complete_list=True
)
def list_decisions(context: RequestContext, escalation_id: UUID) -> list[dict[str, Any]]:
    """The decisions on an escalation.

    Oldest first.
    """
    return escalations.list_decisions(context.session, context.actor, escalation_id)
