"""Schema of the caller's own client, organisation and token."""

from __future__ import annotations

from api.schemas.base import ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import PlainText, UtcDateTime
from api.schemas.organisations import Organisation


class Me(ResponseSchema):
    """The client, its organisation and its access token."""

    client_id = PlainText("Identifier of the OAuth client.", required=True, example="school-portal")
    organisation = NestedObject(Organisation, "Organisation that the client acts for.", required=True)
    roles = ListOf(PlainText(), "Roles of the client.", required=True, example=["school.system"])
    scopes = ListOf(PlainText(), "Scopes that the access token grants now.", required=True, example=["incidents:read"])
    expires_at = UtcDateTime("Time at which the access token expires.", required=True)
