"""Adjusting random requests so that they can succeed: most would otherwise break a rule before anything deep runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from services.sandbox.story.api_client import JsonObject
from tests.fuzz.run_input import RunInput

T = TypeVar("T")
CLOSE_ACTION, CLOSURE_REASON = "close_no_action", "unfounded"
# Nobody can correct an incident after these actions.
ENDING_ACTIONS = frozenset({"withdraw", CLOSE_ACTION})
DECIDED_AT = "2026-11-02T10:00:00Z"
# The service refuses a reference that the caller has used before. Longer ones are rarely drawn twice.
MAX_REPEATED_LENGTH = 20


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The parameters of the path, the actions that the resource allows now, and the input of the run."""

    path_parameters: Mapping[str, object]
    allowed_actions: Sequence[str]
    run_input: RunInput


def make_consistent(operation_id: str, body: JsonObject, context: RequestContext) -> JsonObject:
    """Return the body with parts that fit together and fit the resource."""
    adjust = ADJUSTMENTS.get(operation_id)
    return _replace_rejected_values(adjust(body, context) if adjust else body)


def _replace_rejected_values(body: JsonObject) -> JsonObject:
    """Replace references that may be taken by new ones, and a time in the future by one in the past."""
    changes = {}
    if len(body.get("external_id") or MAX_REPEATED_LENGTH * "0") < MAX_REPEATED_LENGTH:
        changes["external_id"] = f"CASE-{uuid4().hex}"
    if (body.get("first_seen_at") or "") > DECIDED_AT:
        changes["first_seen_at"] = DECIDED_AT
    return body | changes


def replace_unknown_ids(
    path_parameters: Mapping[str, object], body: object, run_input: RunInput
) -> Mapping[str, object]:
    """Return the path parameters with ids of the caller in place of ids that do not exist."""
    existing = {item_id for ids in run_input.visible_ids.values() for item_id in ids} | set(run_input.hidden_ids)
    return {
        name: _choose(run_input.visible_ids[name], body)
        if run_input.visible_ids.get(name) and value not in existing
        else value
        for name, value in path_parameters.items()
    }


def _adjust_transition(body: JsonObject, context: RequestContext) -> JsonObject:
    """Take an allowed action, and no fields that belong to other actions; end no incident that is kept open."""
    allowed = context.allowed_actions
    if context.path_parameters.get("incident_id") in context.run_input.open_incident_ids:
        allowed = [action for action in allowed if action not in ENDING_ACTIONS] or ["accept"]
    action = _choose(allowed, body) if allowed else body["action"]
    return {"action": action, **({"reason": CLOSURE_REASON} if action == CLOSE_ACTION else {})}


def _adjust_amendment(body: JsonObject, context: RequestContext) -> JsonObject:
    """Keep the fields that the caller may amend, if there are any."""
    return {name: value for name, value in body.items() if name in context.run_input.amendable_fields} or body


def _adjust_escalation(body: JsonObject, context: RequestContext) -> JsonObject:
    """Escalate one subject to its own platform."""
    platforms = context.run_input.platform_by_subject
    subject_ids = [subject_id for subject_id in body["subject_ids"] if subject_id in platforms][:1]
    changes = {"subject_ids": subject_ids, "platform_id": platforms[subject_ids[0]]} if subject_ids else {}
    return body | changes | {"good_faith_statement": True}


def _adjust_decision(body: JsonObject, context: RequestContext) -> JsonObject:
    """Decide on one subject of the escalation."""
    subject_ids = context.run_input.subjects_by_escalation.get(str(context.path_parameters["escalation_id"]))
    if not subject_ids:
        return body
    decided = {"action": "content_removed"}
    if body["subjects"][0].get("decline_reason"):
        decided = {"action": "no_action", "decline_reason": "no_violation"}
    subject = {"subject_id": _choose(subject_ids, body), **decided}
    return body | {"subjects": [subject], "decided_at": DECIDED_AT, "puid": uuid4().hex}


def _adjust_verification(body: JsonObject, context: RequestContext) -> JsonObject:
    """Verify the subject in one of its escalations."""
    subject_id = str(context.path_parameters["subject_id"])
    for escalation_id, subject_ids in context.run_input.subjects_by_escalation.items():
        if subject_id in subject_ids:
            return body | {"escalation_id": escalation_id}
    return body


def _adjust_member_case(body: JsonObject, context: RequestContext) -> JsonObject:
    """Redeem an unused card, in every other request."""
    case_number, secret = _choose(list(context.run_input.secret_by_case_number.items()), body)
    if len(str(body)) % 2 == 0:
        return body
    others = {name: value for name, value in body.items() if name != "incident_id"}
    return others | {"case_number": case_number, "secret": secret}


def _choose(choices: Sequence[T], seed: object) -> T:
    """Return one of the choices, always the same for the same seed."""
    return choices[len(str(seed)) % len(choices)]


ADJUSTMENTS: Mapping[str, Callable[[JsonObject, RequestContext], JsonObject]] = {
    "move_incident": _adjust_transition,
    "move_escalation": _adjust_transition,
    "amend_incident": _adjust_amendment,
    "open_escalation": _adjust_escalation,
    "record_decision": _adjust_decision,
    "record_verification": _adjust_verification,
    "open_member_case": _adjust_member_case,
    "link_card": _adjust_member_case,
}
