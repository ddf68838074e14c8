"""Operations on a union's member cases."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import TEXT_FAULTS
from api.schemas.base import Resource, ValidatedInput
from api.schemas.member_cases import MemberCase, MemberCaseFilters, NewMemberCase
from services import member_cases
from services.access.authorization import Authorization
from services.core import rate_limit
from services.core.quotas import Bucket
from services.resources.member_case import MEMBER_CASE, OPEN_MEMBER_CASE

CARD_TRIES_PER_HOUR = 5

blueprint = ApiBlueprint(
    "member-cases", "A union's cases of its members. No other organisation can see that they exist."
)


@blueprint.operation(
    "POST",
    "/member-cases",
    scope=MEMBER_CASE.scopes.create,
    authorization=Authorization((OPEN_MEMBER_CASE,)),
    body=NewMemberCase,
    response=MemberCase,
    status=201,
    idempotency_resource="member_case",
    bucket=Bucket.CARD,
    problems=("no_agreement", "member_case_exists", "external_id_taken"),
    faults=(*TEXT_FAULTS,),
)
def open_member_case(context: RequestContext, body: ValidatedInput) -> Resource:
    """Open a case with a member's card.

    Returns 404 for every card that is not valid, without saying why. After five failed attempts in an hour the client
    must wait.
    """
    with rate_limit.attempt(context.session, "card", str(context.actor.client_id), at_most=CARD_TRIES_PER_HOUR):
        return member_cases.open_member_case(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/member-cases",
    scope=MEMBER_CASE.scopes.read,
    query=MemberCaseFilters,
    response=MemberCase,
    paginated=True,
    sync_cursor=True,
)
def list_member_cases(context: RequestContext, query: ValidatedInput) -> Sequence[Resource]:
    """List your member cases.

    Returns the cases of your union, newest first.
    """
    return member_cases.list_member_cases(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/member-cases/{member_case_id}", scope=MEMBER_CASE.scopes.read, response=MemberCase)
def read_member_case(context: RequestContext, member_case_id: UUID) -> Resource:
    """Get a member case.

    Get the incident of the case from `/v1/incidents/{incident_id}`.
    """
    return member_cases.get_member_case(context.session, context.actor, member_case_id)
