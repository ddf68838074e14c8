"""The scopes that clients of each kind of organisation may have at the most: what the kind has no business with, no
client of it can be given. The kinds are those of the claim `org_kind`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from auth.scopes import Scope

EVERYBODY = frozenset(
    {
        "school",
        "trust",
        "local_authority",
        "union",
        "helpline",
        "platform",
        "government",
        "coordination_body",
        "regulator",
        "police",
        "employer_other",
    }
)
EMPLOYERS = frozenset({"school", "employer_other"})
OVERSEERS = frozenset({"trust", "local_authority"})
REPORTERS = EMPLOYERS | {"union", "helpline"}
HELPLINE, PLATFORM, UNION = frozenset({"helpline"}), frozenset({"platform"}), frozenset({"union"})
SENT = HELPLINE | PLATFORM
GUIDANCE = HELPLINE | {"government", "coordination_body"}

CEILINGS: Mapping[Scope, frozenset[str]] = {
    Scope.INCIDENTS_CREATE: REPORTERS,
    Scope.INCIDENTS_READ: REPORTERS | OVERSEERS,
    Scope.INCIDENTS_UPDATE: REPORTERS,
    Scope.SUBJECTS_READ: REPORTERS | OVERSEERS | PLATFORM,
    Scope.SUBJECTS_LOCATOR: REPORTERS | PLATFORM,
    Scope.EVIDENCE_READ: REPORTERS,
    Scope.EVIDENCE_WRITE: EMPLOYERS | UNION,
    Scope.ESCALATIONS_READ: SENT,
    Scope.ESCALATIONS_WRITE: SENT,
    Scope.DECISIONS_READ: SENT,
    Scope.DECISIONS_WRITE: PLATFORM,
    Scope.APPEALS_READ: REPORTERS | OVERSEERS | PLATFORM,
    Scope.APPEALS_WRITE: REPORTERS | PLATFORM,
    Scope.PROACTIVE_REPORTS_READ: SENT,
    Scope.PROACTIVE_REPORTS_WRITE: PLATFORM,
    Scope.IMPORTS_WRITE: PLATFORM,
    Scope.EXPORTS_READ: UNION | HELPLINE | {"regulator"},
    Scope.CHANGES_READ: EVERYBODY,
    Scope.MEMBER_CASES_READ: UNION,
    Scope.MEMBER_CASES_WRITE: UNION,
    Scope.PEOPLE_READ: REPORTERS,
    Scope.PEOPLE_WRITE: EMPLOYERS | UNION,
    Scope.CONSENTS_WRITE: EMPLOYERS | UNION,
    Scope.SUPPORT_READ: EMPLOYERS | UNION,
    Scope.SUPPORT_WRITE: EMPLOYERS,
    Scope.REFERRALS_WRITE: EMPLOYERS | HELPLINE,
    Scope.CAMPAIGNS_READ: EVERYBODY,
    Scope.CAMPAIGNS_WRITE: HELPLINE,
    Scope.ADVISORIES_READ: EVERYBODY,
    Scope.ADVISORIES_WRITE: GUIDANCE,
    Scope.ADVISORIES_APPROVE: GUIDANCE,
    Scope.ENGAGEMENTS_READ: UNION | SENT | {"government", "coordination_body", "regulator"},
    Scope.ENGAGEMENTS_WRITE: UNION | SENT | {"government"},
    Scope.STATISTICS_READ: EVERYBODY - PLATFORM,
    Scope.RELEASES_WRITE: HELPLINE | {"government"},
    Scope.RELEASES_APPROVE: frozenset({"government"}),
    Scope.WEBHOOKS_MANAGE: EVERYBODY,
    Scope.CLIENTS_MANAGE: EVERYBODY,
    Scope.ORGANISATION_MANAGE: EVERYBODY,
    Scope.AGREEMENTS_MANAGE: EVERYBODY,
    Scope.AUDIT_READ: EVERYBODY,
    Scope.RIGHTS_MANAGE: EVERYBODY,
    Scope.HOLDS_MANAGE: REPORTERS | PLATFORM,
}


@cache
def ceiling(kind: str) -> frozenset[str]:
    """The scopes that a client of this kind of organisation may have."""
    return frozenset(scope.value for scope, kinds in CEILINGS.items() if kind in kinds)


def within(scopes: Iterable[str], kind: str) -> list[str]:
    """Those of the scopes that are under the ceiling, sorted."""
    return sorted(ceiling(kind).intersection(scopes))
