"""A school's trust and local authority: what they may see of what it reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.oversights import NewOversight, Oversight, OversightChanges
from services import organisations

blueprint = ApiBlueprint("oversights", "Which trust or local authority looks on at what a school reports.")


@blueprint.operation(
    "POST",
    "/oversights",
    scope="organisation:manage",
    body=NewOversight,
    response=Oversight,
    status=201,
    idempotency_resource="oversight",
)
def give_oversight(context: RequestContext, body: dict[str, Any]) -> dict[str, Any]:
    """Let your trust or local authority look on.

    It reads what you report from now on, while an agreement covers the two of you: no poster, no absence, no address.
    """
    return organisations.give_oversight(context.session, context.actor, **body)


@blueprint.operation("GET", "/oversights", scope="incidents:read", response=Oversight, paginated=True, sync_cursor=True)
def list_oversights(context: RequestContext) -> list[dict[str, Any]]:
    """Whom you let look on, or which schools let you.

    Newest first.
    """
    return organisations.list_oversights(context.session, context.actor, context.keyset)


@blueprint.operation("GET", "/oversights/{oversight_id}", scope="incidents:read", response=Oversight)
def read_oversight(context: RequestContext, oversight_id: UUID) -> dict[str, Any]:
    """One of them.

    For the school and the one that looks on.
    """
    return organisations.read_oversight(context.session, context.actor, oversight_id)


@blueprint.operation(
    "PATCH",
    "/oversights/{oversight_id}",
    scope="organisation:manage",
    body=OversightChanges,
    response=Oversight,
    requires_if_match=True,
)
def amend_oversight(context: RequestContext, body: dict[str, Any], oversight_id: UUID) -> dict[str, Any]:
    """End it, or begin it again.

    What was shared while it was in force stays readable.
    """
    return organisations.amend_oversight(
        context.session, context.actor, oversight_id, expected=context.expected_version, **body
    )
