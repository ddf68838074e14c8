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
from services.policy.predicates import Relation, addressed, anyone, handling, own_nation, owner

REPORTER: Mapping[K, Relation] = {K.SCHOOL: owner, K.EMPLOYER_OTHER: owner, K.UNION: owner, K.HELPLINE: owner}

TABLE: Mapping[A, Mapping[K, Relation]] = {
    A.INCIDENT_REPORT: {K.SCHOOL: anyone, K.EMPLOYER_OTHER: anyone, K.UNION: anyone, K.HELPLINE: anyone},
    A.INCIDENT_AMEND: REPORTER,
    A.INCIDENT_CLASSIFY: {K.HELPLINE: handling},
    A.INCIDENT_LINK: REPORTER,
    A.INCIDENT_MOVE: {**REPORTER, K.HELPLINE: handling},
    A.CARD_ISSUE: {K.SCHOOL: owner, K.EMPLOYER_OTHER: owner},
    A.OVERSIGHT_GIVE: {K.SCHOOL: anyone},
    A.OVERSIGHT_AMEND: {K.SCHOOL: owner},
    A.MEMBER_CASE_OPEN: {K.UNION: anyone},
    A.LOCATOR_REPORTED: {K.SCHOOL: owner, K.EMPLOYER_OTHER: owner, K.UNION: owner},
    A.LOCATOR_TRIAGE: {K.HELPLINE: anyone},
    A.LOCATOR_VERIFY: {K.HELPLINE: anyone},
    A.LOCATOR_ACT: {K.PLATFORM: anyone},
    A.ESCALATION_OPEN: {K.HELPLINE: anyone},
    A.ESCALATION_MOVE: {K.HELPLINE: owner, K.PLATFORM: addressed},
    A.DECISION_RECORD: {K.PLATFORM: addressed},
    A.VERIFICATION_RECORD: {K.HELPLINE: owner},
    # Published figures are for all but platforms: theirs are shown to them before, which is a matter of its own.
    A.STATISTICS_READ: {kind: own_nation for kind in K if kind is not K.PLATFORM},
    A.RELEASE_MAKE: {K.HELPLINE: anyone},
}


def may(actor: Actor, action: A, thing: Any = None) -> bool:
    """Whether the page allows it. Without a thing, only the kind is asked: could there be one?"""
    relation = TABLE[action].get(actor.kind)
    return relation is not None and (thing is None or relation(actor, thing))


def require(actor: Actor, action: A, thing: Any = None) -> None:
    """Forbidden unless the page allows it. Ask only for things the actor can see."""
    if not may(actor, action, thing):
        raise Forbidden
