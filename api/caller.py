"""The only seam between auth and the product: whose token it is becomes who acts."""

from __future__ import annotations

from auth.principal import Principal
from services.db import Session
from services.organisations import actor_of as _actor_of
from services.policy.actor import Actor


def actor_of(session: Session, principal: Principal) -> Actor:
    """The actor of a verified caller, from its organisation as it is now; Forbidden when that is not active."""
    return _actor_of(session, principal.organisation_id, principal.client_id, principal.roles)
