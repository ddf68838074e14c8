"""Schema of the caller's own client, organisation and token."""

from __future__ import annotations

from api.schemas.base import ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import PlainText, StrictInteger, UtcDateTime
from api.schemas.organisations import Organisation


class RateLimitPolicy(ResponseSchema):
    """The number of requests of one kind that a client may send in a window."""

    bucket = PlainText("Kind of request that is counted.", required=True, example="read")
    quota = StrictInteger("Number of requests that are allowed in the window.", required=True, example=1200)
    window_seconds = StrictInteger("Length of the window in seconds.", required=True, example=60)


class SuspendedClient(ResponseSchema):
    """A client that this service has suspended."""

    client_id = PlainText("Identifier of the OAuth client.", required=True, example="school-export")
    reason = PlainText(
        "`locator_quota`: the client read more web addresses than its quota allows.",
        required=True,
        example="locator_quota",
    )


class Me(ResponseSchema):
    """The client, its organisation and its access token."""

    client_id = PlainText("Identifier of the OAuth client.", required=True, example="school-portal")
    organisation = NestedObject(Organisation, "Organisation that the client acts for.", required=True)
    roles = ListOf(PlainText(), "Roles of the client.", required=True, example=["school.system"])
    scopes = ListOf(PlainText(), "Scopes that the access token grants now.", required=True, example=["incidents:read"])
    expires_at = UtcDateTime("Time at which the access token expires.", required=True)
    rate_limits = ListOf(
        NestedObject(RateLimitPolicy),
        "Quotas of the client. `failed_authentication` counts token requests with wrong credentials.",
        required=True,
    )
    suspended_clients = ListOf(
        NestedObject(SuspendedClient),
        "Clients of your organisation that this service has suspended. The operator can lift a suspension.",
        required=True,
    )
