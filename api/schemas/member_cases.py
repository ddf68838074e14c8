"""Schemas of cards and of a union's member cases."""

from __future__ import annotations

from api.schemas.base import AnyField, PageQuerySchema, RequestSchema, ResponseSchema
from api.schemas.example_values import EXAMPLE_ID
from api.schemas.fields import ExternalId, PlainText, StrictBoolean, StrictInteger, UtcDateTime, Uuid
from api.schemas.query_fields import updated_after_filter
from api.schemas.vocabulary_fields import vocabulary_filter, vocabulary_output

EXAMPLE_CARD = {"case_number": "7K2M-Q4XD-93TB", "secret": "9f3b0c5a7d1e4f6082a4c6e8b0d2f4a6"}


class NewCard(RequestSchema):
    """A card to issue."""

    reissue = StrictBoolean(
        "Set it to true to replace the card of this incident. The old secret then stops working.", load_default=False
    )


class MemberCaseFilters(PageQuerySchema):
    """The filters of the list of member cases."""

    stage = vocabulary_filter("member_case_stage", "Return only cases at one of these stages.")
    external_id = ExternalId("Return only the case with this external_id.")
    updated_after = updated_after_filter()


class Card(ResponseSchema):
    """The card of the affected person. Give it to them and keep no copy."""

    resource_name = "card"

    case_number = PlainText("Case number of the card.", example=EXAMPLE_CARD["case_number"])
    secret = PlainText(
        "Secret of the card. It is returned once: a repeated request does not return it again.",
        example=EXAMPLE_CARD["secret"],
    )

    def on_bind_field(self, field_name: str, field_obj: AnyField) -> None:
        """Make `secret` optional, since a repeated request does not return it."""
        super().on_bind_field(field_name, field_obj)
        field_obj.required = field_name != "secret"


class MemberCard(RequestSchema):
    """The member's card, as it is typed: case, spaces, hyphens and look-alike letters are ignored."""

    case_number = PlainText(
        "Case number of the card.", required=True, max_length=40, example=EXAMPLE_CARD["case_number"]
    )
    secret = PlainText("Secret of the card.", required=True, max_length=100, example=EXAMPLE_CARD["secret"])


class NewMemberCase(RequestSchema):
    """A case to open: with a member's card, about an incident that you reported, or without an incident yet."""

    # The example opens the case with a card.
    left_out_of_example = ("incident_id",)

    case_number = PlainText(
        "Case number of the member's card. Case, spaces, hyphens and look-alike letters are ignored.",
        max_length=40,
        example=EXAMPLE_CARD["case_number"],
    )
    secret = PlainText(
        "Secret of the card. Required with the case number.", max_length=100, example=EXAMPLE_CARD["secret"]
    )
    incident_id = Uuid("Identifier of an incident that your union reported. Rejected together with a card.")
    consent_evidence_ref = PlainText(
        "Reference of the record in which you keep the member's consent to be represented.",
        required=True,
        max_length=200,
        example="CONSENT-2026-0412",
    )
    member_ref = PlainText(
        "Your own reference of the member. Only a keyed hash of it is stored.", max_length=200, example="M-55102"
    )
    external_id = ExternalId("Your own reference of the case, unique among your cases. Nobody else sees it.")


class MemberCase(ResponseSchema):
    """A union's case. No other organisation can see that it exists."""

    resource_name = "member_case"

    id = Uuid("Identifier of the case.")
    version = StrictInteger("Version of the case. It increases with every change and is the value of the ETag.")
    created_at = UtcDateTime("Time at which the case was created.")
    updated_at = UtcDateTime("Time at which the case last changed.")
    incident_id = Uuid(
        "Identifier of the incident. Get it from `/v1/incidents/{incident_id}`. Null until a card links the case.",
        allow_none=True,
        example=EXAMPLE_ID,
    )
    stage = vocabulary_output("member_case_stage", "Stage of your work on the case.")
    external_id = PlainText(
        "Your own reference of the case. Nobody else sees it.", allow_none=True, example="CASE-2026-0412"
    )
