"""The caller's own client, organisation and token."""

from __future__ import annotations

from dataclasses import asdict

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.base import Resource
from api.schemas.me import Me
from auth import clients
from services import organisations
from services.core import quotas

blueprint = ApiBlueprint("me", "The client, organisation and access token of the caller.")


@blueprint.operation("GET", "/me", scope=ANY_TOKEN, response=Me)
def read_me(context: RequestContext) -> Resource:
    """Get your client, organisation and token.

    Returns the organisation as it is now, the scopes that the access token still grants, and the quotas of the client.
    """
    return {
        "client_id": context.principal.client_id,
        "organisation": organisations.get_own_organisation(context.session, context.actor),
        "roles": sorted(context.principal.roles),
        "scopes": sorted(context.principal.scopes),
        "expires_at": context.principal.expires_at,
        "suspended_clients": [
            {"client_id": client.client_id, "reason": client.suspension_reason}
            for client in clients.list_suspended(context.session, context.principal.organisation_id)
        ],
        "rate_limits": [asdict(policy) for policy in quotas.get_policies().values()],
    }
