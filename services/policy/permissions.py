"""Check permissions. Each resource lists its own in services/resources; `python -m services.resources` prints them all.

Rows are limited in services/access/visibility.py and fields in field_access.py. Beyond that, three database functions
cross from one organisation to another: `recipients` (organisations that can read a resource I can read), `route_open`
(does an agreement cover me and another organisation) and `redeem_card` (a union exchanges a card for read access).
"""

from __future__ import annotations

from services.core.errors import Forbidden
from services.policy.actor import Actor
from services.policy.resource_spec import Permission


def is_allowed(actor: Actor, permission: Permission, row: object = None) -> bool:
    """Tell if the actor holds the permission for the row; without a row, if its kind could hold it for any."""
    predicate = permission.allowed.get(actor.kind)
    return predicate is not None and (row is None or predicate(actor, row))


def require_permission(actor: Actor, permission: Permission, row: object = None) -> None:
    """Raise Forbidden unless the actor holds the permission. Call it only for rows that the actor can see."""
    if not is_allowed(actor, permission, row):
        raise Forbidden
