"""A school's trust and local authority: what they may see of what it reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.oversights import NewOversight, Oversight, OversightChanges
from services import organisations

doorway = Doorway("oversights", "Which trust or local authority looks on at what a school reports.")


@doorway.operation(
    "POST",
    "/oversights",
    scope="organisation:manage",
    body=NewOversight,
    answers=(201, Oversight),
    creates="oversight",
)
def give_oversight(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """Let your trust or local authority look on.

    It reads what you report from now on, while an agreement covers the two of you: no poster, no absence, no address.
    """
    return organisations.give_oversight(call.session, call.actor, **body)


@doorway.operation("GET", "/oversights", scope="incidents:read", answers=(200, Oversight), paged=True, synced=True)
def list_oversights(call: Call) -> list[dict[str, Any]]:
    """Whom you let look on, or which schools let you.

    Newest first.
    """
    return organisations.list_oversights(call.session, call.actor, call.keyset)


@doorway.operation("GET", "/oversights/{oversight_id}", scope="incidents:read", answers=(200, Oversight))
def read_oversight(call: Call, oversight_id: UUID) -> dict[str, Any]:
    """One of them.

    For the school and the one that looks on.
    """
    return organisations.read_oversight(call.session, call.actor, oversight_id)


@doorway.operation(
    "PATCH",
    "/oversights/{oversight_id}",
    scope="organisation:manage",
    body=OversightChanges,
    answers=(200, Oversight),
    versioned=True,
)
def amend_oversight(call: Call, body: dict[str, Any], oversight_id: UUID) -> dict[str, Any]:
    """End it, or begin it again.

    What was shared while it was in force stays readable.
    """
    return organisations.amend_oversight(call.session, call.actor, oversight_id, expected=call.expected_version, **body)
