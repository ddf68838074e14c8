"""A union's cases, each opened by a member's card."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.member_cases import MemberCase, MemberCaseFilters, NewMemberCase
from services import member_cases
from services.core import rate_limit

CARD_TRIES_PER_HOUR = 5

blueprint = ApiBlueprint("member-cases", "A union's own casework. Nobody else learns that it exists.")


@blueprint.operation(
    "POST",
    "/member-cases",
    scope="member-cases:write",
    body=NewMemberCase,
    response=MemberCase,
    status=201,
    idempotency_resource="member_case",
    extra_statuses=(404, 429),
)
def open_member_case(context: RequestContext, body: dict[str, Any]) -> dict[str, Any]:
    """Open a case with a member's card.

    A wrong card and a foreign one answer alike: 404. Five that fail in an hour, and the client must wait.
    """
    with rate_limit.attempt(context.session, "card", context.principal.client_id, at_most=CARD_TRIES_PER_HOUR):
        return member_cases.open_member_case(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/member-cases",
    scope="member-cases:read",
    query=MemberCaseFilters,
    response=MemberCase,
    paginated=True,
    sync_cursor=True,
)
def list_member_cases(context: RequestContext, query: dict[str, Any]) -> list[dict[str, Any]]:
    """Your cases.

    Newest first.
    """
    return member_cases.list_member_cases(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/member-cases/{member_case_id}", scope="member-cases:read", response=MemberCase)
def read_member_case(context: RequestContext, member_case_id: UUID) -> dict[str, Any]:
    """One of your cases.

    The incident that it opened is at `/v1/incidents/{incident_id}`.
    """
    return member_cases.read_member_case(context.session, context.actor, member_case_id)
