"""Things that were posted: their addresses, and what was found there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.subjects import Locator, LocatorQuery, NewVerification, Verification
from services import escalations, incidents

blueprint = ApiBlueprint("subjects", "One piece of content or one account, shared by all who reported it.")


@blueprint.operation(
    "GET",
    "/subjects/{subject_id}/locator",
    scope="subjects:locator",
    query=LocatorQuery,
    response=Locator,
)
def read_locator(context: RequestContext, query: dict[str, Any], subject_id: UUID) -> dict[str, Any]:
    """The address of a subject.

    The only way to it, for those who must look or act. Every reading is recorded with its purpose.
    """
    return incidents.read_locator(context.session, context.actor, subject_id, **query)


@blueprint.operation(
    "POST",
    "/subjects/{subject_id}/verifications",
    scope="escalations:write",
    body=NewVerification,
    response=Verification,
    status=201,
    idempotency_resource="escalation",
)
def record_verification(context: RequestContext, body: dict[str, Any], subject_id: UUID) -> dict[str, Any]:
    """Record what you found.

    When nothing that the platform acted on is left to see, the escalation is verified. This service itself never looks.
    """
    return escalations.record_verification(context.session, context.actor, subject_id, **body)


@blueprint.operation(
    "GET", "/subjects/{subject_id}/verifications", scope="escalations:read", response=Verification, complete_list=True
)
def list_verifications(context: RequestContext, subject_id: UUID) -> list[dict[str, Any]]:
    """What was found.

    Oldest first, within the escalations that you may see.
    """
    return escalations.list_verifications(context.session, context.actor, subject_id)
