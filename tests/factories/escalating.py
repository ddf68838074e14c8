"""Escalations, what platforms decide on them, and what the helpline finds afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from services import escalations
from services.core import clock
from tests.support.service_calls import call_as

_puids = count(1)


def escalation(platform: UUID, subject_ids: Sequence[UUID], **differently: Any) -> dict[str, Any]:
    """What a helpline puts together for a platform."""
    usually: dict[str, Any] = {
        "priority": "P2",
        "basis": "terms",
        "policy_codes": ["IMP-1"],
        "jurisdictions": ["GB"],
        "explanation": "An account passes itself off as a school.",
        "good_faith_statement": True,
    }
    return {**usually, "subject_ids": list(subject_ids), "platform_id": platform, **differently}


def queued(helpline: UUID, platform: UUID, subject_ids: Sequence[UUID], **differently: Any) -> dict[str, Any]:
    """An escalation that the platform does not know of yet."""
    return call_as(helpline, escalations.open_escalation, **escalation(platform, subject_ids, **differently))


def pushed(by: UUID, made: dict[str, Any], *actions: str, **saying: Any) -> dict[str, Any]:
    """The escalation after these moves, each from its present version."""
    for action in actions:
        present = call_as(by, escalations.read_escalation, made["id"])["version"]
        made = call_as(by, escalations.move, made["id"], expected=present, action=action, **saying)
    return made


def sent(helpline: UUID, platform: UUID, subject_ids: Sequence[UUID], **differently: Any) -> dict[str, Any]:
    """An escalation that the platform has."""
    return pushed(helpline, queued(helpline, platform, subject_ids, **differently), "send")


def removed(subject_id: UUID) -> dict[str, Any]:
    """The platform took it away."""
    return {"subject_id": subject_id, "action": "content_removed", "policy_code": "IMP-1"}


def declined(subject_id: UUID, reason: str = "no_violation") -> dict[str, Any]:
    """The platform said no."""
    why = {"decline_reason": reason, "policy_code": "IMP-1", "explanation": "It is within the rules."}
    return {"subject_id": subject_id, "action": "no_action", **why}


def decision(*answers: dict[str, Any], **differently: Any) -> dict[str, Any]:
    """What a platform posts."""
    usually = {
        "puid": f"decision-{next(_puids)}",
        "decided_at": clock.now(),
        "applied_at": None,
        "territorial_scope": ["GB"],
        "automated_detection": False,
        "automated_decision": "not_automated",
    }
    return {**usually, "subjects": list(answers), **differently}


def decided(platform: UUID, made: dict[str, Any], *answers: dict[str, Any], **differently: Any) -> dict[str, Any]:
    """A decision that was recorded."""
    return call_as(platform, escalations.record_decision, made["id"], **decision(*answers, **differently))


def verified(helpline: UUID, made: dict[str, Any], subject_id: UUID, result: str = "gone") -> dict[str, Any]:
    """The helpline looked, and tells the reporters in its own words."""
    check = {"method": "helpline_manual", "result": result, "wording": "We looked again today."}
    return call_as(helpline, escalations.record_verification, subject_id, escalation_id=made["id"], **check)
