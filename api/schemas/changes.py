"""The feed."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Paged
from api.schemas.choice import OneOfThese
from api.schemas.escalations import Escalation
from api.schemas.fields import Code, Flag, Id, Moment, Text, Whole
from api.schemas.incidents import Incident
from api.schemas.member_cases import MemberCase
from api.schemas.organisations import Organisation
from api.schemas.oversights import Oversight
from api.schemas.parameters import Codes
from api.schemas.statistics import Release
from services.events.kinds import EventKind

KINDS = [kind.value for kind in EventKind]


class ChangeFilters(Paged):
    """Which changes."""

    types = Codes("Only changes of one of these kinds.", KINDS, example="incident.state_changed")


class Change(Answer):
    """Something that happened to a thing you may see. It may come twice: its key is (event_id, resource_id)."""

    seq = Whole("Counts your organisation's changes without a gap.", required=True)
    event_id = Id("What happened; the same for everybody whom it concerns.", required=True)
    kind = Code("What kind of change it was.", KINDS, opened=True, required=True)
    resource = Text("What kind of thing changed.", required=True, example="incident")
    resource_id = Id("Which thing.", required=True)
    version = Whole("The version that the change led to.", required=True)
    at = Moment("When it happened.", required=True)
    data = OneOfThese(
        "The thing as you may see it now; null when there is nothing that you may see: then delete your copy.",
        (Incident, Escalation, MemberCase, Release, Organisation, Oversight),
        required=True,
        allow_none=True,
    )


class Changes(Answer):
    """Changes in the order in which they happened."""

    data = fields.List(fields.Nested(Change), required=True)
    next_cursor = Text("Where to go on, now or later.", required=True)
    has_more = Flag("Whether more is there already.", required=True)
