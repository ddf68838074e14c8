"""Escalations: opened and sent by the helpline, answered by the platform."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.escalations import Escalation, EscalationFilters, EscalationMove, NewEscalation, Notice
from api.schemas.transitions import Transitions
from services import escalations

blueprint = ApiBlueprint("escalations", "What the helpline sends to a platform outside its ordinary report form.")


@blueprint.operation(
    "POST",
    "/escalations",
    scope="escalations:write",
    body=NewEscalation,
    response=Escalation,
    status=201,
    idempotency_resource="escalation",
)
def open_escalation(context: RequestContext, body: dict[str, Any]) -> dict[str, Any]:
    """Open an escalation.

    It is queued, and the platform sees nothing, until you take the action `send`.
    """
    return escalations.open_escalation(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/escalations",
    scope="escalations:read",
    query=EscalationFilters,
    response=Escalation,
    paginated=True,
    sync_cursor=True,
)
def list_escalations(context: RequestContext, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The escalations that you may see.

    Newest first: the helpline's own, a platform's as far as they are addressed to it.
    """
    return escalations.list_escalations(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/escalations/{escalation_id}", scope="escalations:read", response=Escalation)
def read_escalation(context: RequestContext, escalation_id: UUID) -> dict[str, Any]:
    """One escalation.

    With where each of its subjects stands.
    """
    return escalations.read_escalation(context.session, context.actor, escalation_id)


@blueprint.operation("GET", "/escalations/{escalation_id}/transitions", scope="escalations:read", response=Transitions)
def read_escalation_transitions(context: RequestContext, escalation_id: UUID) -> dict[str, Any]:
    """Where an escalation stands, and what you may do with it now.

    And how it came there. What goes through another resource names it in `through`.
    """
    return escalations.read_transitions(context.session, context.actor, escalation_id)


@blueprint.operation(
    "POST",
    "/escalations/{escalation_id}/transitions",
    scope="escalations:write",
    body=EscalationMove,
    response=Escalation,
    idempotency_resource="escalation",
    requires_if_match=True,
)
def move_escalation(context: RequestContext, body: dict[str, Any], escalation_id: UUID) -> dict[str, Any]:
    """Move an escalation on.

    The helpline sends and closes, the platform acknowledges and starts its review. 409 with the allowed actions when
    its state does not allow this one.
    """
    return escalations.move(context.session, context.actor, escalation_id, expected=context.expected_version, **body)


@blueprint.operation(
    "GET", "/escalations/{escalation_id}/notices", scope="escalations:read", response=Notice, complete_list=True
)
def list_notices(context: RequestContext, escalation_id: UUID) -> list[dict[str, Any]]:
    """What the platform was told.

    Oldest first. A notice that was sent never changes.
    """
    return escalations.list_notices(context.session, context.actor, escalation_id)
