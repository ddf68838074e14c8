"""Named predicates over an actor and a row. Pure: they need neither session nor clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.policy.actor import Actor

# The second argument is a row of the resource, or a nation for `is_own_nation`.
Predicate = Callable[[Actor, Any], bool]


def always(_actor: Actor, _row: object) -> bool:
    """Return True: the kind of the organisation is condition enough."""
    return True


def is_owner(actor: Actor, row: Any) -> bool:
    """Tell if the row belongs to the acting organisation."""
    return bool(row.owner_id == actor.organisation_id)


def is_handling_helpline(actor: Actor, row: Any) -> bool:
    """Tell if the actor is the helpline that received the incident."""
    return bool(row.helpline_id == actor.organisation_id)


def is_addressed_platform(actor: Actor, row: Any) -> bool:
    """Tell if the actor is the platform that the escalation is addressed to."""
    return bool(row.platform_id == actor.organisation_id)


def is_own_nation(actor: Actor, nation: str) -> bool:
    """Tell if the nation (ENG, WLS, SCT, NIR) is one of the acting organisation's."""
    return nation in actor.nations
