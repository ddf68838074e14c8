"""Schemas of state transitions, the same for every resource with a state machine."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import RequestSchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import PlainText, StrictInteger, UtcDateTime
from api.schemas.vocabulary_fields import vocabulary_input

ACTION = "Action to take. GET the `transitions` of the resource for the actions that you may take now."
MAX_ACTION_CHARACTERS = 40
NOTE = (
    "Note for the other organisations, at most 500 characters. Names, addresses, handles, hashtags and quotations are "
    "rejected."
)


class Move(RequestSchema):
    """A transition to another state."""

    # The example is an action that takes no reason.
    left_out_of_example = ("reason",)

    action = PlainText(ACTION, required=True, max_length=MAX_ACTION_CHARACTERS, example="triage")
    reason = vocabulary_input(
        "closure_reason", "Reason for the action. Required when the action lists reasons, rejected otherwise."
    )
    note = PlainText(NOTE, max_length=500, example=examples.NOTE)


class Allowed(ResponseSchema):
    """An action that you may take now."""

    action = PlainText("Name of the action.", required=True, example="accept")
    targets = ListOf(PlainText(), "States that the action can lead to.", required=True, example=["accepted"])
    reasons = ListOf(
        PlainText(),
        "Reasons of which the action requires one. Empty when it takes no reason.",
        required=True,
        example=[],
    )
    through = PlainText(
        "Resource to which you POST the action: `transitions`, `decisions` or `verifications`.",
        required=True,
        example="transitions",
    )


class Transition(ResponseSchema):
    """A transition that took place."""

    resource_name = "transition"

    version = StrictInteger("Version of the resource after the transition.", example=2)
    action = PlainText("Name of the action.", example="triage")
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
    allowed = ListOf(NestedObject(Allowed), "Actions that you may take now.", required=True)
    history = ListOf(NestedObject(Transition), "Earlier transitions, oldest first.", required=True)
