"""A union's cases, each opened by a member's card."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.member_cases import MemberCase, MemberCaseFilters, NewMemberCase
from services import member_cases
from services.core import rate_limit

CARD_TRIES_PER_HOUR = 5

doorway = Doorway("member-cases", "A union's own casework. Nobody else learns that it exists.")


@doorway.operation(
    "POST",
    "/member-cases",
    scope="member-cases:write",
    body=NewMemberCase,
    answers=(201, MemberCase),
    creates="member_case",
    also=(404, 429),
)
def open_member_case(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """Open a case with a member's card.

    A wrong card and a foreign one answer alike: 404. Five that fail in an hour, and the client must wait.
    """
    with rate_limit.attempt(call.session, "card", call.principal.client_id, at_most=CARD_TRIES_PER_HOUR):
        return member_cases.open_member_case(call.session, call.actor, **body)


@doorway.operation(
    "GET",
    "/member-cases",
    scope="member-cases:read",
    query=MemberCaseFilters,
    answers=(200, MemberCase),
    paged=True,
    synced=True,
)
def list_member_cases(call: Call, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Your cases.

    Newest first.
    """
    return member_cases.list_member_cases(call.session, call.actor, call.keyset, **query)


@doorway.operation("GET", "/member-cases/{member_case_id}", scope="member-cases:read", answers=(200, MemberCase))
def read_member_case(call: Call, member_case_id: UUID) -> dict[str, Any]:
    """One of your cases.

    The incident that it opened is at `/v1/incidents/{incident_id}`.
    """
    return member_cases.read_member_case(call.session, call.actor, member_case_id)
