"""Who takes part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.operation import ANY_TOKEN
from api.schemas.organisations import Organisation, OrganisationFilters
from services import organisations

doorway = Doorway("organisations", "The public part of those who take part.")


@doorway.operation(
    "GET", "/organisations", scope=ANY_TOKEN, query=OrganisationFilters, answers=(200, Organisation), paged=True
)
def list_organisations(call: Call, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The organisations that you may know of.

    Public bodies, helplines and platforms are known to all; a school only to those it works with; a union to itself.
    """
    return organisations.list_organisations(call.session, call.actor, call.keyset, **query)


@doorway.operation("GET", "/organisations/{organisation_id}", scope=ANY_TOKEN, answers=(200, Organisation))
def read_organisation(call: Call, organisation_id: UUID) -> dict[str, Any]:
    """One organisation.

    Its public part.
    """
    return organisations.read_organisation(call.session, call.actor, organisation_id)
