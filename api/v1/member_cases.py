"""Operations on a union's member cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import TEXT_FAULTS
from api.schemas.base import Resource, ValidatedInput
from api.schemas.member_cases import MemberCard, MemberCase, MemberCaseFilters, NewMemberCase
from services import member_cases
from services.access.authorization import Authorization
from services.core import rate_limit
from services.core.quotas import Bucket
from services.resources.member_case import MEMBER_CASE, OPEN_MEMBER_CASE

# Failed attempts in an hour.
CARD_TRIES_OF_NUMBER = 5
CARD_TRIES_OF_CLIENT = 100

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
    faults=(*TEXT_FAULTS, "unknown_incident"),
)
def open_member_case(context: RequestContext, body: ValidatedInput) -> Resource:
    """Open a case.

    Send the member's card, or an incident that your union reported, or neither: a card can link the case later. Returns
    404 for every card that is not valid, without saying why. After five failed attempts with one case number in an hour
    it must rest.
    """
    with _count_attempt(context, body.get("case_number")):
        return member_cases.open_member_case(context.session, context.actor, **body)


@blueprint.operation(
    "POST",
    "/member-cases/{member_case_id}/card",
    scope=MEMBER_CASE.scopes.create,
    authorization=Authorization((OPEN_MEMBER_CASE,), MEMBER_CASE),
    body=MemberCard,
    response=MemberCase,
    idempotency_resource="member_case",
    bucket=Bucket.CARD,
    problems=("no_agreement", "member_case_exists", "member_case_linked"),
)
def link_card(context: RequestContext, body: ValidatedInput, member_case_id: UUID) -> Resource:
    """Link a case to the incident of a member's card.

    For a case that was opened without an incident. From now on you read the incident. Cards that are not valid are
    answered and counted as when a case is opened.
    """
    with _count_attempt(context, body["case_number"]):
        return member_cases.link_card(context.session, context.actor, member_case_id, **body)


@contextmanager
def _count_attempt(context: RequestContext, case_number: str | None) -> Iterator[None]:
    """Count the block as an attempt with this card if it fails: by its case number, and for the client.

    A person who mistypes one card can still use the next one. Without a card nothing is counted.
    """
    if case_number is None:
        yield
        return
    number = f"{context.actor.client_id}/{member_cases.hash_case_number(case_number)}"
    with (
        rate_limit.attempt(context.session, "card", number, at_most=CARD_TRIES_OF_NUMBER),
        rate_limit.attempt(context.session, "card", str(context.actor.client_id), at_most=CARD_TRIES_OF_CLIENT),
    ):
        yield


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
