"""An organisation that takes part."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, or_

from services.models.organisation import Organisation
from services.policy.actor import ALL_KINDS, Actor
from services.policy.resource_spec import ResourceSpec, fields


class OrganisationEvent(StrEnum):
    """The events of an organisation."""

    CLIENT_SUSPENDED = "organisation.client_suspended"
    CLIENT_REINSTATED = "organisation.client_reinstated"


def is_listed_or_self(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the organisation is listed for everybody, or is the actor's own."""
    return or_(Organisation.id == actor.registered_id, Organisation.listed)


ORGANISATION = ResourceSpec(
    name="organisation",
    model=Organisation,
    has_access_rows=True,
    public=is_listed_or_self,
    events=OrganisationEvent,
    fields=fields(ALL_KINDS, "id", "kind", "name", "name_cy", "nations", "platform"),
)
