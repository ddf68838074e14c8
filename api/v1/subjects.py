"""Things that were posted: their addresses, and what was found there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.subjects import Locator, LocatorQuestion, NewVerification, Verification
from services import escalations, incidents

doorway = Doorway("subjects", "One piece of content or one account, shared by all who reported it.")


@doorway.operation(
    "GET",
    "/subjects/{subject_id}/locator",
    scope="subjects:locator",
    query=LocatorQuestion,
    answers=(200, Locator),
)
def read_locator(call: Call, query: dict[str, Any], subject_id: UUID) -> dict[str, Any]:
    """The address of a subject.

    The only way to it, for those who must look or act. Every reading is recorded with its purpose.
    """
    return incidents.read_locator(call.session, call.actor, subject_id, **query)


@doorway.operation(
    "POST",
    "/subjects/{subject_id}/verifications",
    scope="escalations:write",
    body=NewVerification,
    answers=(201, Verification),
    creates="escalation",
)
def record_verification(call: Call, body: dict[str, Any], subject_id: UUID) -> dict[str, Any]:
    """Record what you found.

    When nothing that the platform acted on is left to see, the escalation is verified. This service itself never looks.
    """
    return escalations.record_verification(call.session, call.actor, subject_id, **body)


@doorway.operation(
    "GET", "/subjects/{subject_id}/verifications", scope="escalations:read", answers=(200, Verification), listed=True
)
def list_verifications(call: Call, subject_id: UUID) -> list[dict[str, Any]]:
    """What was found.

    Oldest first, within the escalations that you may see.
    """
    return escalations.list_verifications(call.session, call.actor, subject_id)
