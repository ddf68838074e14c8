"""Who am I?"""

from __future__ import annotations

from typing import Any

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.me import Me
from services import organisations

blueprint = ApiBlueprint("me", "The caller itself.")


@blueprint.operation("GET", "/me", scope=ANY_TOKEN, response=Me)
def read_me(context: RequestContext) -> dict[str, Any]:
    """Who the token speaks for.

    The client, its organisation as it is now, and the scopes that the token still reaches.
    """
    return {
        "client_id": context.principal.client_id,
        "organisation": organisations.read_me(context.session, context.actor),
        "roles": sorted(context.principal.roles),
        "scopes": sorted(context.principal.scopes),
        "expires_at": context.principal.expires_at,
    }
