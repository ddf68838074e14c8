"""What can happen, `noun.past_participle`."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """Feed entries carry one of these. Documented as open: later versions add kinds."""

    INCIDENT_SUBMITTED = "incident.submitted"
    INCIDENT_AMENDED = "incident.amended"
    INCIDENT_LINKED = "incident.linked"
    INCIDENT_SHARED = "incident.shared"
    INCIDENT_STATE_CHANGED = "incident.state_changed"
    INCIDENT_INFORMATION_REQUESTED = "incident.information_requested"
    INCIDENT_ESCALATION_CHANGED = "incident.escalation_changed"
    INCIDENT_OUTCOME_RECORDED = "incident.outcome_recorded"
    CARD_ISSUED = "card.issued"
    OVERSIGHT_GIVEN = "oversight.given"
    OVERSIGHT_AMENDED = "oversight.amended"
    MEMBER_CASE_OPENED = "member_case.opened"
    LOCATOR_READ = "locator.read"
    ESCALATION_QUEUED = "escalation.queued"
    ESCALATION_SENT = "escalation.sent"
    ESCALATION_ACKNOWLEDGED = "escalation.acknowledged"
    ESCALATION_REVIEW_STARTED = "escalation.review_started"
    ESCALATION_SCALE_CHANGED = "escalation.scale_changed"
    ESCALATION_CLOSED = "escalation.closed"
    DECISION_RECORDED = "decision.recorded"
    VERIFICATION_RECORDED = "verification.recorded"
    RELEASE_PUBLISHED = "release.published"
