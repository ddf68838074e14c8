"""Operations on organisations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.base import Resource, ValidatedInput
from api.schemas.organisations import Organisation, OrganisationFilters
from services import organisations

blueprint = ApiBlueprint("organisations", "Public profiles of organisations.")


@blueprint.operation(
    "GET", "/organisations", scope=ANY_TOKEN, query=OrganisationFilters, response=Organisation, paginated=True
)
def list_organisations(context: RequestContext, query: ValidatedInput) -> Sequence[Resource]:
    """List organisations.

    Returns the organisations that your organisation may see, newest first. Every organisation sees public
    bodies, helplines and platforms. Only the organisations that work with a school, trust or other employer see it. A
    union is seen by itself only.
    """
    return organisations.list_organisations(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/organisations/{organisation_id}", scope=ANY_TOKEN, response=Organisation)
def read_organisation(context: RequestContext, organisation_id: UUID) -> Resource:
    """Get an organisation.

    Returns the public profile of the organisation.
    """
    return organisations.get_organisation(context.session, context.actor, organisation_id)
