"""Moves between states, alike for everything that has states."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Body
from api.schemas.fields import Moment, Text, Whole
from api.schemas.vocabulary_fields import chosen

NOTE = "For the other side, in neutral words: no names, addresses, handles, hashtags or quotations."


class Move(Body):
    """A move to make."""

    action = Text("One of the actions that `transitions` allows you now.", required=True, most=40, example="triage")
    reason = chosen("closure_reason", "Why, where the action asks for it.")
    note = Text(NOTE, most=500)


class Allowed(Answer):
    """A move that you may make now."""

    action = Text("Its name.", required=True, example="accept")
    targets = fields.List(Text(), required=True, metadata={"description": "Where it leads.", "example": ["accepted"]})
    reasons = fields.List(Text(), required=True, metadata={"description": "One of these is needed.", "example": []})
    through = Text("The resource to POST to: `transitions`, or another.", required=True, example="transitions")


class Transition(Answer):
    """A move that was made."""

    noun = "transition"

    version = Whole("The version it led to.")
    action = Text("Its name.", example="triage")
    source = Text("The state before.", example="submitted")
    target = Text("The state after.", example="in_triage")
    by = Text("What kind of organisation made it, or `system`.", example="helpline")
    reason = Text("Why.", allow_none=True)
    note = Text("For the other side.", allow_none=True)
    at = Moment("When.")


class Transitions(Answer):
    """Where a thing stands, what you may do with it now, and how it came there."""

    state = Text("Where it stands.", required=True, example="in_triage")
    version = Whole("Its version; the ETag, for If-Match.", required=True)
    allowed = fields.List(fields.Nested(Allowed), required=True)
    history = fields.List(fields.Nested(Transition), required=True)
