"""Escalations, the decisions of platforms, and verifications by the helpline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from uuid import UUID

from services import escalations
from services.core import clock
from services.policy.field_access import ResourceView
from tests.factories.inputs import Input
from tests.support.service_calls import call_as

_puid_numbers = count(1)


def escalation_input(platform: UUID, subject_ids: Sequence[UUID], **overrides: object) -> Input:
    """Return the arguments of `open_escalation` for these subjects."""
    defaults: Input = {
        "priority": "P2",
        "basis": "terms",
        "policy_codes": ["IMP-1"],
        "jurisdictions": ["GB"],
        "explanation": "An account passes itself off as a school.",
        "good_faith_statement": True,
    }
    return {**defaults, "subject_ids": list(subject_ids), "platform_id": platform, **overrides}


def create_escalation(helpline: UUID, platform: UUID, subject_ids: Sequence[UUID], **overrides: object) -> ResourceView:
    """Create an escalation in state `queued`, which the platform cannot see yet."""
    return call_as(helpline, escalations.open_escalation, **escalation_input(platform, subject_ids, **overrides))


def create_sent_escalation(
    helpline: UUID, platform: UUID, subject_ids: Sequence[UUID], **overrides: object
) -> ResourceView:
    """Create an escalation and send it to the platform."""
    return transition_escalation(helpline, create_escalation(helpline, platform, subject_ids, **overrides), "send")


def transition_escalation(
    organisation: UUID, escalation: ResourceView, *actions: str, **inputs: object
) -> ResourceView:
    """Apply the actions one after another, each to the current version, and return the escalation after the last."""
    for action in actions:
        version = call_as(organisation, escalations.get_escalation, escalation["id"])["version"]
        escalation = call_as(
            organisation,
            escalations.transition_escalation,
            escalation["id"],
            expected_version=version,
            action=action,
            **inputs,
        )
    return escalation


def removal_input(subject_id: UUID) -> Input:
    """Return a decision about one subject: the platform removed the content."""
    return {"subject_id": subject_id, "action": "content_removed", "policy_code": "IMP-1"}


def decline_input(subject_id: UUID, reason: str = "no_violation") -> Input:
    """Return a decision about one subject: the platform takes no action, for this reason."""
    grounds = {"decline_reason": reason, "policy_code": "IMP-1", "explanation": "It is within the rules."}
    return {"subject_id": subject_id, "action": "no_action", **grounds}


def decision_input(*subjects: Input, **overrides: object) -> Input:
    """Return the arguments of `record_decision` for these decided subjects, with a new puid."""
    defaults: Input = {
        "puid": f"decision-{next(_puid_numbers)}",
        "decided_at": clock.now(),
        "applied_at": None,
        "territorial_scope": ["GB"],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }
    return {**defaults, "subjects": list(subjects), **overrides}


def record_decision(platform: UUID, escalation: ResourceView, *subjects: Input, **overrides: object) -> ResourceView:
    """Record a decision of the platform about these subjects of the escalation."""
    return call_as(platform, escalations.record_decision, escalation["id"], **decision_input(*subjects, **overrides))


def record_verification(
    helpline: UUID, escalation: ResourceView, subject_id: UUID, result: str = "gone"
) -> ResourceView:
    """Record that the helpline checked the subject after the platform's decision, with this result."""
    verification = {"method": "helpline_manual", "result": result, "wording": "We looked again today."}
    return call_as(
        helpline, escalations.record_verification, subject_id, escalation_id=escalation["id"], **verification
    )
