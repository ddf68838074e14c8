"""Everything that can be done, one word each."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """`noun.verb`. The table says which kind of organisation may do it, and in which relation to the thing."""

    INCIDENT_REPORT = "incident.report"
    INCIDENT_AMEND = "incident.amend"
    INCIDENT_CLASSIFY = "incident.classify"
    INCIDENT_LINK = "incident.link"
    INCIDENT_MOVE = "incident.move"
    CARD_ISSUE = "card.issue"
    OVERSIGHT_GIVE = "oversight.give"
    OVERSIGHT_AMEND = "oversight.amend"
    MEMBER_CASE_OPEN = "member_case.open"
    LOCATOR_REPORTED = "locator.own_report"
    LOCATOR_TRIAGE = "locator.triage"
    LOCATOR_VERIFY = "locator.verify"
    LOCATOR_ACT = "locator.act"
    ESCALATION_OPEN = "escalation.open"
    ESCALATION_MOVE = "escalation.move"
    DECISION_RECORD = "decision.record"
    VERIFICATION_RECORD = "verification.record"
    STATISTICS_READ = "statistics.read"
    RELEASE_MAKE = "release.make"
