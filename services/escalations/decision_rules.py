"""What a platform may answer, and what its answers together mean. Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from services.core.errors import FieldError
from services.text_lint import lint
from services.vocabularies.decisions import ALREADY_GONE_ACTIONS, DECLINING_ACTIONS, RESTRICTING_ACTIONS, DecisionAction
from services.vocabularies.declines import DeclineReason

NEEDED_TO_DECLINE = ("decline_reason", "policy_code", "explanation")
# Where nothing was done to any subject for the same reason, the escalation says so.
COMMON = {DeclineReason.NOT_OUR_SERVICE: "not_our_service", DeclineReason.WRONG_URL: "not_found"}

Answer = tuple[str, str | None]


def derived_state(answers: Sequence[Answer]) -> str:
    """The state that (action, decline_reason) of all subjects amount to."""
    actions = {DecisionAction(action) for action, _ in answers}
    if actions <= RESTRICTING_ACTIONS:
        return "actioned"
    if actions <= ALREADY_GONE_ACTIONS:
        return "already_gone"
    if actions <= DECLINING_ACTIONS:
        reasons = {reason for _, reason in answers}
        return COMMON.get(DeclineReason(reasons.pop() or "other"), "declined") if len(reasons) == 1 else "declined"
    return "partially_actioned"


def faults_of(subjects: Sequence[Mapping[str, Any]], parts: Collection[UUID]) -> list[FieldError]:
    """What is wrong with a decision about these subjects of an escalation that has these parts."""
    field_errors: list[FieldError] = []
    seen: set[UUID] = set()
    for position, one in enumerate(subjects):
        pointer = f"/subjects/{position}"
        if one["subject_id"] not in parts:
            field_errors.append(
                FieldError(f"{pointer}/subject_id", "unknown_subject", "The subject must belong to this escalation.")
            )
        if one["subject_id"] in seen:
            field_errors.append(FieldError(f"{pointer}/subject_id", "repeated", "Each subject may occur only once."))
        seen.add(one["subject_id"])
        field_errors += _reasons(one, pointer)
    return field_errors


def text_faults(subjects: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What is wrong with the texts of a decision."""
    return [
        fault
        for position, one in enumerate(subjects)
        for text in ("explanation", "facts_neutral")
        for fault in lint(one.get(text) or "", pointer=f"/subjects/{position}/{text}")
    ]


def _reasons(one: Mapping[str, Any], pointer: str) -> list[FieldError]:
    if DecisionAction(one["action"]) in DECLINING_ACTIONS:
        missing = [name for name in NEEDED_TO_DECLINE if not one.get(name)]
        return [
            FieldError(f"{pointer}/{name}", "required", "Required when the action is a decline.") for name in missing
        ]
    if one.get("decline_reason"):
        return [
            FieldError(
                f"{pointer}/decline_reason",
                "not_a_decline",
                "decline_reason must be left out unless the action is a decline.",
            )
        ]
    return []


def digest_of(subjects: Sequence[Mapping[str, Any]], told: Mapping[str, Any]) -> str:
    """Equal for equal decisions: what is left out or said to be null, and the order of the subjects, do not matter."""
    parts = sorted((_said(one) for one in subjects), key=lambda one: str(one["subject_id"]))
    content = {**_said(told), "subjects": parts}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    moments = {name: value.astimezone(UTC) for name, value in fields.items() if isinstance(value, datetime)}
    return {name: value for name, value in {**fields, **moments}.items() if value is not None}
