"""Every scope there is, with the words a person reads before granting it. Organisation and role are claims."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Scope(StrEnum):
    """`resource:action`."""

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    INCIDENTS_CREATE = "incidents:create", "Report incidents"
    INCIDENTS_READ = "incidents:read", "Read the incidents and oversights that your organisation may see"
    INCIDENTS_UPDATE = "incidents:update", "Correct incidents, add links to them and take actions on them"
    SUBJECTS_READ = "subjects:read", "See which pieces of content an incident is about, without their addresses"
    SUBJECTS_LOCATOR = "subjects:locator", "Get the web address of a subject; every request is recorded"
    EVIDENCE_READ = "evidence:read", "See evidence that was kept"
    EVIDENCE_WRITE = "evidence:write", "Add evidence"
    ESCALATIONS_READ = "escalations:read", "Read escalations, their notices and verifications"
    ESCALATIONS_WRITE = "escalations:write", "Open escalations, take actions on them and record verifications"
    DECISIONS_READ = "decisions:read", "Read the decisions of platforms"
    DECISIONS_WRITE = "decisions:write", "Record the decisions of your platform"
    APPEALS_READ = "appeals:read", "See appeals against decisions"
    APPEALS_WRITE = "appeals:write", "Appeal against decisions and answer appeals"
    PROACTIVE_REPORTS_READ = "proactive-reports:read", "See what platforms found by themselves"
    PROACTIVE_REPORTS_WRITE = "proactive-reports:write", "Send what a platform found by itself"
    IMPORTS_WRITE = "imports:write", "Send many records in one file"
    EXPORTS_READ = "exports:read", "Take copies of the records your organisation may see"
    CHANGES_READ = "changes:read", "Read the changes that concern your organisation"
    MEMBER_CASES_READ = "member-cases:read", "Read your union's member cases"
    MEMBER_CASES_WRITE = "member-cases:write", "Open member cases with the cards of members"
    PEOPLE_READ = "people:read", "See the people an incident is about"
    PEOPLE_WRITE = "people:write", "Issue the cards of affected people"
    CONSENTS_WRITE = "consents:write", "Record what a person agreed to and withdrew"
    SUPPORT_READ = "support:read", "See support plans"
    SUPPORT_WRITE = "support:write", "Change support plans"
    REFERRALS_WRITE = "referrals:write", "Refer an incident to another service"
    CAMPAIGNS_READ = "campaigns:read", "See campaigns of abuse that belong together"
    CAMPAIGNS_WRITE = "campaigns:write", "Group incidents into campaigns"
    ADVISORIES_READ = "advisories:read", "See advisories"
    ADVISORIES_WRITE = "advisories:write", "Draft advisories"
    ADVISORIES_APPROVE = "advisories:approve", "Approve advisories that others drafted"
    ENGAGEMENTS_READ = "engagements:read", "See what was asked of platforms and what they promised"
    ENGAGEMENTS_WRITE = "engagements:write", "Record what was asked of platforms and what they promised"
    STATISTICS_READ = "statistics:read", "Read published statistics"
    RELEASES_WRITE = "releases:write", "Prepare releases of statistics"
    RELEASES_APPROVE = "releases:approve", "Approve releases of statistics that others prepared"
    WEBHOOKS_MANAGE = "webhooks:manage", "Choose where your organisation is told of changes"
    CLIENTS_MANAGE = "clients:manage", "Create and close the programs that act for your organisation"
    ORGANISATION_MANAGE = "organisation:manage", "Create, enable and disable oversights"
    AGREEMENTS_MANAGE = "agreements:manage", "Sign and end data-sharing agreements"
    AUDIT_READ = "audit:read", "See the record of who did and saw what"
    RIGHTS_MANAGE = "rights:manage", "Answer people's requests about their data"
    HOLDS_MANAGE = "holds:manage", "Place and lift legal holds"


KNOWN = frozenset(str(scope) for scope in Scope)


def known(scopes: Iterable[str]) -> list[str]:
    """The scopes, sorted and each once; ValueError when one does not exist."""
    wanted = {str(scope) for scope in scopes}
    if unknown := wanted - KNOWN:
        raise ValueError(f"unknown scopes: {', '.join(sorted(unknown))}")
    return sorted(wanted)
