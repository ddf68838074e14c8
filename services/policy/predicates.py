"""Named predicates between an actor and a thing. Pure: no session, no clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.policy.actor import Actor

Predicate = Callable[[Actor, Any], bool]


def always(_actor: Actor, _thing: Any) -> bool:
    """No condition beyond the kind of organisation."""
    return True


def is_owner(actor: Actor, thing: Any) -> bool:
    """The thing is this organisation's own."""
    return bool(thing.owner_id == actor.organisation_id)


def is_handling_helpline(actor: Actor, thing: Any) -> bool:
    """The helpline to which the incident was reported."""
    return bool(thing.helpline_id == actor.organisation_id)


def is_addressed_platform(actor: Actor, thing: Any) -> bool:
    """The platform to which the escalation goes."""
    return bool(thing.platform_id == actor.organisation_id)


def is_own_nation(actor: Actor, nation: str) -> bool:
    """The nation is one of the organisation's own."""
    return nation in actor.nations
