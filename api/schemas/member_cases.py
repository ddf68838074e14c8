"""The person card, and the case that a union makes of it."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from api.schemas.base import Answer, Body, Paged
from api.schemas.fields import Flag, Id, Moment, Text, Whole
from api.schemas.vocabulary_fields import any_of, word


class NewCard(Body):
    """Which card to make."""

    reissue = Flag("Make a new secret; the old card ends.", load_default=False)


class MemberCaseFilters(Paged):
    """Which cases."""

    stage = any_of("member_case_stage", "Only those at one of these stages.")


class Card(Answer):
    """For the member of staff, in a union or not. Hand it over and do not keep it."""

    noun = "card"

    case_number = Text("Names the case.", example="7K2M-Q4XD-93TB")
    secret = Text("Opens it. Told once: a replay leaves it out.", example="9f3b0c5a7d1e4f6082a4c6e8b0d2f4a6")

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        super().on_bind_field(field_name, field_obj)
        field_obj.required = field_name != "secret"


class NewMemberCase(Body):
    """A card that a member brought."""

    case_number = Text("From the card.", required=True, most=40, example="7K2M-Q4XD-93TB")
    secret = Text("From the card.", required=True, most=100, example="9f3b0c5a7d1e4f6082a4c6e8b0d2f4a6")
    consent_evidence_ref = Text(
        "Where you keep the member's consent to be represented.", required=True, most=200, example="CONSENT-2026-0412"
    )
    member_ref = Text("Your own number for the member; kept as a keyed hash only.", most=200, example="M-55102")


class MemberCase(Answer):
    """A union's casework record. Nobody else knows that it exists."""

    noun = "member_case"

    id = Id("Its id.")
    version = Whole("Rises with every change; the ETag.")
    created_at = Moment("When it was made.")
    updated_at = Moment("When it last changed.")
    incident_id = Id("The incident that the card opened, at `/v1/incidents/{incident_id}`.")
    stage = word("member_case_stage", "Where your work on it stands.")
