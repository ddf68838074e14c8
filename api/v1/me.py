"""Who am I?"""

from __future__ import annotations

from typing import Any

from api.blueprint import Doorway
from api.context import Call
from api.operation import ANY_TOKEN
from api.schemas.me import Me
from services import organisations

doorway = Doorway("me", "The caller itself.")


@doorway.operation("GET", "/me", scope=ANY_TOKEN, answers=(200, Me))
def read_me(call: Call) -> dict[str, Any]:
    """Who the token speaks for.

    The client, its organisation as it is now, and the scopes that the token still reaches.
    """
    return {
        "client_id": call.principal.client_id,
        "organisation": organisations.read_me(call.session, call.actor),
        "roles": sorted(call.principal.roles),
        "scopes": sorted(call.principal.scopes),
        "expires_at": call.principal.expires_at,
    }
