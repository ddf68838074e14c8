"""Escalations: opened and sent by the helpline, answered by the platform."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.escalations import Escalation, EscalationFilters, EscalationMove, NewEscalation, Notice
from api.schemas.transitions import Transitions
from services import escalations

doorway = Doorway("escalations", "What the helpline sends to a platform outside its ordinary report form.")


@doorway.operation(
    "POST",
    "/escalations",
    scope="escalations:write",
    body=NewEscalation,
    answers=(201, Escalation),
    creates="escalation",
)
def open_escalation(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """Open an escalation.

    It is queued, and the platform sees nothing, until you take the action `send`.
    """
    return escalations.open_escalation(call.session, call.actor, **body)


@doorway.operation(
    "GET",
    "/escalations",
    scope="escalations:read",
    query=EscalationFilters,
    answers=(200, Escalation),
    paged=True,
    synced=True,
)
def list_escalations(call: Call, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The escalations that you may see.

    Newest first: the helpline's own, a platform's as far as they are addressed to it.
    """
    return escalations.list_escalations(call.session, call.actor, call.keyset, **query)


@doorway.operation("GET", "/escalations/{escalation_id}", scope="escalations:read", answers=(200, Escalation))
def read_escalation(call: Call, escalation_id: UUID) -> dict[str, Any]:
    """One escalation.

    With where each of its subjects stands.
    """
    return escalations.read_escalation(call.session, call.actor, escalation_id)


@doorway.operation(
    "GET", "/escalations/{escalation_id}/transitions", scope="escalations:read", answers=(200, Transitions)
)
def read_escalation_transitions(call: Call, escalation_id: UUID) -> dict[str, Any]:
    """Where an escalation stands, and what you may do with it now.

    And how it came there. What goes through another resource names it in `through`.
    """
    return escalations.read_transitions(call.session, call.actor, escalation_id)


@doorway.operation(
    "POST",
    "/escalations/{escalation_id}/transitions",
    scope="escalations:write",
    body=EscalationMove,
    answers=(200, Escalation),
    creates="escalation",
    versioned=True,
)
def move_escalation(call: Call, body: dict[str, Any], escalation_id: UUID) -> dict[str, Any]:
    """Move an escalation on.

    The helpline sends and closes, the platform acknowledges and starts its review. 409 with the allowed actions when
    its state does not allow this one.
    """
    return escalations.move(call.session, call.actor, escalation_id, expected=call.expected_version, **body)


@doorway.operation(
    "GET", "/escalations/{escalation_id}/notices", scope="escalations:read", answers=(200, Notice), listed=True
)
def list_notices(call: Call, escalation_id: UUID) -> list[dict[str, Any]]:
    """What the platform was told.

    Oldest first. A notice that was sent never changes.
    """
    return escalations.list_notices(call.session, call.actor, escalation_id)
