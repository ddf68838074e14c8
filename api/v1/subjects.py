"""Operations on subjects: their web addresses and the checks of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import TEXT_FAULTS
from api.schemas.base import Resource, ValidatedInput
from api.schemas.subjects import Locator, LocatorQuery, NewVerification, Verification
from services import escalations, incidents
from services.core.quotas import Bucket
from services.resources.locator import LOCATOR
from services.resources.verification import VERIFICATION

blueprint = ApiBlueprint(
    "subjects", "Content and accounts that were reported. Several incidents can share one subject."
)


@blueprint.operation(
    "GET",
    "/subjects/{subject_id}/locator",
    scope=LOCATOR.scopes.read,
    query=LocatorQuery,
    response=Locator,
    bucket=Bucket.LOCATOR,
    problems=("forbidden", "no_agreement", "in_progress", "client_suspended"),
)
def read_locator(context: RequestContext, query: ValidatedInput, subject_id: UUID) -> Resource:
    """Get the web address of a subject.

    Every request is recorded with its purpose. A client that reads more addresses than its quota allows is suspended,
    and its organisation and its helpline are told.
    """
    return incidents.get_locator(context.session, context.actor, subject_id, **query)


@blueprint.operation(
    "POST",
    "/subjects/{subject_id}/verifications",
    scope=VERIFICATION.scopes.create,
    authorization=escalations.VERIFICATION_AUTHORIZATION,
    body=NewVerification,
    response=Verification,
    status=201,
    idempotency_resource="escalation",
    problems=("not_decided",),
    faults=(
        *TEXT_FAULTS,
        "in_the_future",
    ),
)
def record_verification(context: RequestContext, body: ValidatedInput, subject_id: UUID) -> Resource:
    """Record a check of a subject.

    The escalation becomes `verified` when none of the content that the platform acted on can be seen any more. This
    service never opens a web address itself.
    """
    return escalations.record_verification(context.session, context.actor, subject_id, **body)


@blueprint.operation(
    "GET",
    "/subjects/{subject_id}/verifications",
    scope=VERIFICATION.scopes.read,
    response=Verification,
    complete_list=True,
)
def list_verifications(context: RequestContext, subject_id: UUID) -> Sequence[Resource]:
    """List the verifications of a subject.

    Returns the checks within the escalations that your organisation may see, oldest first.
    """
    return escalations.list_verifications(context.session, context.actor, subject_id)
