"""THE PAGE: who may do what. Read across: an action, a kind of organisation, and the relation that must hold.

What a kind may read is not here: rows are in visibility.py, fields in lens.py. What is not written is refused. What
crosses from one organisation to another below this page is three database functions and no more: `recipients`
(who else can reach a resource I can reach), `route_open` (is there an agreement between me and another), `redeem_card`
(a union exchanges a card for read access to one incident).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.core.errors import Forbidden
from services.policy.actions import Action as A
from services.policy.actor import Actor
from services.policy.actor import Kind as K
from services.policy.predicates import (
    Predicate,
    always,
    is_addressed_platform,
    is_handling_helpline,
    is_own_nation,
    is_owner,
)

REPORTER: Mapping[K, Predicate] = {
    K.SCHOOL: is_owner,
    K.EMPLOYER_OTHER: is_owner,
    K.UNION: is_owner,
    K.HELPLINE: is_owner,
}

PERMISSIONS: Mapping[A, Mapping[K, Predicate]] = {
    A.INCIDENT_REPORT: {K.SCHOOL: always, K.EMPLOYER_OTHER: always, K.UNION: always, K.HELPLINE: always},
    A.INCIDENT_AMEND: REPORTER,
    A.INCIDENT_CLASSIFY: {K.HELPLINE: is_handling_helpline},
    A.INCIDENT_LINK: REPORTER,
    A.INCIDENT_MOVE: {**REPORTER, K.HELPLINE: is_handling_helpline},
    A.CARD_ISSUE: {K.SCHOOL: is_owner, K.EMPLOYER_OTHER: is_owner},
    A.OVERSIGHT_GIVE: {K.SCHOOL: always},
    A.OVERSIGHT_AMEND: {K.SCHOOL: is_owner},
    A.MEMBER_CASE_OPEN: {K.UNION: always},
    A.LOCATOR_REPORTED: {K.SCHOOL: is_owner, K.EMPLOYER_OTHER: is_owner, K.UNION: is_owner},
    A.LOCATOR_TRIAGE: {K.HELPLINE: always},
    A.LOCATOR_VERIFY: {K.HELPLINE: always},
    A.LOCATOR_ACT: {K.PLATFORM: always},
    A.ESCALATION_OPEN: {K.HELPLINE: always},
    A.ESCALATION_MOVE: {K.HELPLINE: is_owner, K.PLATFORM: is_addressed_platform},
    A.DECISION_RECORD: {K.PLATFORM: is_addressed_platform},
    A.VERIFICATION_RECORD: {K.HELPLINE: is_owner},
    # Published figures are for all but platforms: theirs are shown to them before, which is a matter of its own.
    A.STATISTICS_READ: {kind: is_own_nation for kind in K if kind is not K.PLATFORM},
    A.RELEASE_MAKE: {K.HELPLINE: always},
}


def is_allowed(actor: Actor, action: A, thing: Any = None) -> bool:
    """Whether the page allows it. Without a thing, only the kind is asked: could there be one?"""
    relation = PERMISSIONS[action].get(actor.kind)
    return relation is not None and (thing is None or relation(actor, thing))


def require_permission(actor: Actor, action: A, thing: Any = None) -> None:
    """Forbidden unless the page allows it. Ask only for things the actor can see."""
    if not is_allowed(actor, action, thing):
        raise Forbidden
