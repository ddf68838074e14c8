"""The OAuth scopes (RFC 6749, section 3.3), each with its description and the kinds of organisation that may hold it.

Organisation and roles are claims of a token, not scopes. The kinds are the values of the claim `org_kind`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Self

EMPLOYERS = frozenset({"school", "employer_other"})
OVERSEERS = frozenset({"trust", "local_authority"})
UNION, HELPLINE, PLATFORM = frozenset({"union"}), frozenset({"helpline"}), frozenset({"platform"})
AUTHORITIES = frozenset({"government", "coordination_body", "regulator", "police"})
REPORTERS = EMPLOYERS | UNION | HELPLINE
CASE_HANDLERS = HELPLINE | PLATFORM
ALL_BUT_PLATFORM = REPORTERS | OVERSEERS | AUTHORITIES
ALL_KINDS = ALL_BUT_PLATFORM | PLATFORM


class Scope(StrEnum):
    """`resource:action`. `kinds` are the kinds of organisation whose clients may hold the scope."""

    description: str
    kinds: frozenset[str]

    def __new__(cls, value: str, description: str, kinds: frozenset[str]) -> Self:
        """Create a member from its value, its description and its kinds."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        member.kinds = kinds
        return member

    INCIDENTS_CREATE = "incidents:create", "Report incidents", REPORTERS
    INCIDENTS_READ = "incidents:read", "Read the incidents that your organisation may see", REPORTERS | OVERSEERS
    INCIDENTS_UPDATE = "incidents:update", "Change incidents and perform their transitions", REPORTERS
    SUBJECTS_LOCATOR = "subjects:locator", "Read where a piece of content is; reading is recorded", REPORTERS | PLATFORM
    ESCALATIONS_READ = "escalations:read", "Read escalations, their notices and their verifications", CASE_HANDLERS
    ESCALATIONS_WRITE = "escalations:write", "Create escalations, move them on and verify outcomes", CASE_HANDLERS
    DECISIONS_READ = "decisions:read", "Read the decisions of platforms", CASE_HANDLERS
    DECISIONS_WRITE = "decisions:write", "Record the decisions of a platform", PLATFORM
    CHANGES_READ = "changes:read", "Read the feed of changes that concern your organisation", ALL_KINDS
    MEMBER_CASES_READ = "member-cases:read", "Read the cases of your members", UNION
    MEMBER_CASES_WRITE = "member-cases:write", "Open a case with the card of a member", UNION
    PEOPLE_WRITE = "people:write", "Issue the card of a person whom an incident affects", EMPLOYERS | UNION
    STATISTICS_READ = "statistics:read", "Read published statistics", ALL_BUT_PLATFORM
    ORGANISATION_MANAGE = "organisation:manage", "Manage who oversees your organisation", ALL_KINDS


ALL_SCOPES = frozenset(scope.value for scope in Scope)


@cache
def allowed_scopes(organisation_kind: str) -> frozenset[str]:
    """Return the scopes that clients of this kind of organisation may hold; none for an unknown kind."""
    return frozenset(scope.value for scope in Scope if organisation_kind in scope.kinds)


def validate_scopes(scopes: Iterable[str], organisation_kind: str) -> list[str]:
    """Return the scopes, sorted and without duplicates.

    Raises:
        ValueError: when a scope does not exist, or clients of this kind of organisation may not hold it.
    """
    requested = {str(scope) for scope in scopes}
    if unknown := requested - ALL_SCOPES:
        raise ValueError(f"unknown scopes: {', '.join(sorted(unknown))}")
    if disallowed := requested - allowed_scopes(organisation_kind):
        raise ValueError(f"clients of this kind of organisation may not hold: {', '.join(sorted(disallowed))}")
    return sorted(requested)
