"""Who takes part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.organisations import Organisation, OrganisationFilters
from services import organisations

blueprint = ApiBlueprint("organisations", "The public part of those who take part.")


@blueprint.operation(
    "GET", "/organisations", scope=ANY_TOKEN, query=OrganisationFilters, response=Organisation, paginated=True
)
def list_organisations(context: RequestContext, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The organisations that you may know of.

    Public bodies, helplines and platforms are known to all; a school only to those it works with; a union to itself.
    """
    return organisations.list_organisations(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/organisations/{organisation_id}", scope=ANY_TOKEN, response=Organisation)
def read_organisation(context: RequestContext, organisation_id: UUID) -> dict[str, Any]:
    """One organisation.

    Its public part.
    """
    return organisations.read_organisation(context.session, context.actor, organisation_id)
