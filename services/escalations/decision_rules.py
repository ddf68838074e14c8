"""The rules for the decisions of platforms: which are valid, and the state that they lead to. Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import orjson

from services.core.errors import FieldError
from services.escalations.inputs import DecidedSubject, DecisionInput
from services.text_lint import lint, lint_reference
from services.vocabularies.decisions import ALREADY_GONE_ACTIONS, DECLINING_ACTIONS, RESTRICTING_ACTIONS, DecisionAction
from services.vocabularies.declines import REQUIRED_TO_DECLINE, DeclineReason

# The states of an escalation of which all subjects are declined for the same one of these reasons.
STATE_BY_COMMON_REASON = {DeclineReason.NOT_OUR_SERVICE: "not_our_service", DeclineReason.WRONG_URL: "not_found"}


class SubjectDecision(NamedTuple):
    """The newest decision about one subject, as far as it determines what others are told."""

    action: str
    decline_reason: str | None
    decided_at: datetime | None = None


def derive_state(decisions: Sequence[SubjectDecision]) -> str:
    """Return the state of an escalation of which the subjects have these decisions."""
    actions = {DecisionAction(decision.action) for decision in decisions}
    if actions <= RESTRICTING_ACTIONS:
        return "actioned"
    if actions <= ALREADY_GONE_ACTIONS:
        return "already_gone"
    if actions <= DECLINING_ACTIONS:
        reasons = {decision.decline_reason for decision in decisions}
        common_reason = reasons.pop() if len(reasons) == 1 else None
        return STATE_BY_COMMON_REASON.get(DeclineReason(common_reason or "other"), "declined")
    return "partially_actioned"


def complete_subjects(decision: DecisionInput, decided_ids: Collection[UUID]) -> list[DecidedSubject]:
    """Return the subjects with the time and the reason of change of the decision where they give none of their own.

    Only subjects that have a decision already, `decided_ids`, take over the reason of change.
    """
    subjects: list[DecidedSubject] = []
    for subject in decision["subjects"]:
        change_reason = subject.get("change_reason")
        if subject["subject_id"] in decided_ids:
            change_reason = change_reason or decision.get("change_reason")
        decided_at = subject.get("decided_at") or decision["decided_at"]
        subjects.append({**subject, "decided_at": decided_at, "change_reason": change_reason})
    return subjects


def find_subject_errors(
    subjects: Sequence[DecidedSubject], subject_ids: Collection[UUID], decided_ids: Collection[UUID]
) -> list[FieldError]:
    """Return the errors of a decision about these complete subjects; `subject_ids` are those of the escalation.

    Subjects must belong to the escalation and occur once; declines need their reasons, and only they have one. Subjects
    that have a decision already, `decided_ids`, need a reason of change.
    """
    field_errors: list[FieldError] = []
    seen_ids: set[UUID] = set()
    for position, subject in enumerate(subjects):
        subject_id, pointer = subject["subject_id"], f"/subjects/{position}"
        if subject_id not in subject_ids:
            detail = "The subject must be one of the escalation."
            field_errors.append(FieldError(f"{pointer}/subject_id", "unknown_subject", detail))
        if subject_id in seen_ids:
            field_errors.append(FieldError(f"{pointer}/subject_id", "repeated", "Each subject may occur only once."))
        seen_ids.add(subject_id)
        field_errors += _find_reason_errors(subject, pointer)
        if subject_id in decided_ids and not subject.get("change_reason"):
            detail = "Required when the subject has a decision already."
            field_errors.append(FieldError(f"{pointer}/change_reason", "required", detail))
    return field_errors


def find_future_errors(decision: DecisionInput, latest: datetime) -> list[FieldError]:
    """Return the errors of the times of a decision that are after `latest`."""
    times = {"/decided_at": decision["decided_at"], "/applied_at": decision.get("applied_at")}
    for position, subject in enumerate(decision["subjects"]):
        times[f"/subjects/{position}/decided_at"] = subject.get("decided_at")
    return [
        FieldError(pointer, "in_the_future", f"{pointer.rpartition('/')[2]} must not be in the future.")
        for pointer, time in times.items()
        if time is not None and time > latest
    ]


def find_text_errors(puid: str, subjects: Sequence[DecidedSubject]) -> list[FieldError]:
    """Return the errors that the text lint finds in the texts and references of a decision.

    No names of reporters are looked for: a platform could try names, and learn from the refusal who reported.
    """
    field_errors = list(lint_reference(puid, pointer="/puid", may_name_content=True))
    for position, subject in enumerate(subjects):
        pointer = f"/subjects/{position}"
        field_errors += lint_reference(subject.get("policy_code") or "", pointer=f"{pointer}/policy_code")
        field_errors += lint(subject.get("explanation") or "", pointer=f"{pointer}/explanation")
        field_errors += lint(subject.get("facts_neutral") or "", pointer=f"{pointer}/facts_neutral")
    return field_errors


def _find_reason_errors(subject: DecidedSubject, pointer: str) -> list[FieldError]:
    """Return the errors of missing fields of a decline, and of a decline reason of any other action."""
    if DecisionAction(subject["action"]) in DECLINING_ACTIONS:
        missing = [name for name in REQUIRED_TO_DECLINE if not subject.get(name)]
        return [
            FieldError(f"{pointer}/{name}", "required", "Required when the action is a decline.") for name in missing
        ]
    if subject.get("decline_reason"):
        detail = "decline_reason must be left out unless the action is a decline."
        return [FieldError(f"{pointer}/decline_reason", "not_a_decline", detail)]
    return []


def compute_digest(decision: Mapping[str, object], subjects: Sequence[DecidedSubject]) -> str:
    """Return the SHA-256 (hex) of the content of a decision, equal for equivalent requests.

    Null and missing fields are the same, and so are equal times in different time zones and any order of subjects.
    """
    sorted_subjects = sorted(subjects, key=lambda subject: str(subject["subject_id"]))
    content = {**_normalize(decision), "subjects": [_normalize(subject) for subject in sorted_subjects]}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _normalize(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields without nulls, with times in UTC."""
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in fields.items()
        if value is not None
    }
