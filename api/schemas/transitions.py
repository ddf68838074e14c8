"""Schemas of state transitions, the same for every resource with a state machine."""

from __future__ import annotations

from typing import Any, ClassVar

from api.schemas import example_values as examples
from api.schemas.base import RequestSchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import Code, PlainText, StrictInteger, UtcDateTime
from api.schemas.vocabulary_fields import list_codes, name_vocabulary, vocabulary_input
from services.policy.resource_spec import ResourceSpec

ALL_ACTIONS = tuple(dict.fromkeys([*list_codes("incident_action"), *list_codes("escalation_action")]))
NOTE = (
    "Note for the other organisations, at most 500 characters. Names, addresses, handles, hashtags and quotations are "
    "rejected."
)


def action_input(spec: ResourceSpec[Any], *, example: str) -> Code:
    """Return the request field for the actions of this resource that can be requested by name."""
    description = (
        "Action to take. GET the `transitions` of the resource for the actions that you may take now, with the fields "
        "that each requires."
    )
    field = Code(description, spec.machine.list_actions(), required=True, example=example)
    return name_vocabulary(f"{spec.name}_action", field)


def action_output(description: str, *, example: str, required: bool = False) -> Code:
    """Return the response field for an action of any resource with states."""
    return Code(description, ALL_ACTIONS, extensible=True, required=required, example=example)


class Move(RequestSchema):
    """A transition to another state. The schemas of the resources add the field `action`."""

    # The example is an action that takes no reason.
    left_out_of_example: ClassVar[tuple[str, ...]] = ("reason",)

    reason = vocabulary_input(
        "closure_reason", "Reason for the action. Required when the action lists reasons, rejected otherwise."
    )
    note = PlainText(NOTE, max_length=500, example=examples.NOTE)


class Allowed(ResponseSchema):
    """An action that you may take now."""

    action = action_output("Name of the action.", required=True, example="accept")
    targets = ListOf(PlainText(), "States that the action can lead to.", required=True, example=["accepted"])
    reasons = ListOf(
        PlainText(),
        "Reasons of which the action requires one. Empty when it takes no reason.",
        required=True,
        example=[],
    )
    requires = ListOf(
        PlainText(),
        "JSON Pointers (RFC 6901) to the fields that the body of your request must have for this action. An action at "
        "`transitions` needs `action` besides.",
        required=True,
        example=[],
    )
    through = PlainText(
        "Resource to which you POST the action: `transitions`, `decisions` or `verifications`.",
        required=True,
        example="transitions",
    )


class Blocked(ResponseSchema):
    """An action of the present state that you cannot take yet."""

    action = action_output("Name of the action.", required=True, example="accept")
    detail = PlainText(
        "Sentence that explains what must happen first.",
        required=True,
        example="The school of the incident must be confirmed first.",
    )
    missing = ListOf(
        PlainText(),
        "JSON Pointers (RFC 6901) to the fields of the resource that must be set first. Empty when none is missing.",
        required=True,
        example=["/school_id"],
    )


class Transition(ResponseSchema):
    """A transition that took place."""

    resource_name = "transition"

    version = StrictInteger("Version of the resource after the transition.", example=2)
    action = action_output("Name of the action.", example="triage")
    source = PlainText("State before the transition.", example="submitted")
    target = PlainText("State after the transition.", example="in_triage")
    by = PlainText("Kind of organisation that took the action, or `system`.", example="helpline")
    reason = PlainText("Reason for the action.", allow_none=True)
    note = PlainText("Note for the other organisations.", allow_none=True)
    at = UtcDateTime("Time of the transition.")


class Transitions(ResponseSchema):
    """The state of a resource, the actions that you may take now, and its earlier transitions."""

    state = PlainText("State of the resource.", required=True, example="in_triage")
    version = StrictInteger(
        "Version of the resource. Send it as the ETag in If-Match when you take an action.", required=True, example=2
    )
    allowed = ListOf(
        NestedObject(Allowed),
        "Actions that you may take now, unless an agreement that one of them needs has ended.",
        required=True,
    )
    blocked = ListOf(
        NestedObject(Blocked), "Actions of the present state that you cannot take yet.", required=True, example=[]
    )
    history = ListOf(NestedObject(Transition), "Earlier transitions, oldest first.", required=True)
