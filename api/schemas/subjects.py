"""Schemas of subjects: their web addresses and the checks of them."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import QuerySchema, RequestSchema, ResponseSchema
from api.schemas.fields import PlainText, UtcDateTime, Uuid
from api.schemas.vocabulary_fields import vocabulary_input, vocabulary_output

ESCALATION_ID = "Identifier of the escalation in which the subject was decided."
METHOD = "Method of the check."
RESULT = "Result of the check."
WORDING = "Explanation of the result for the reporters."


class LocatorQuery(QuerySchema):
    """The purpose of reading a web address."""

    purpose = vocabulary_input(
        "locator_purpose",
        "Purpose for which you need the web address. It is recorded.",
        required=True,
        example="triage",
    )


class Locator(ResponseSchema):
    """The web address of a subject. Do not pass it on."""

    resource_name = "locator"

    subject_id = Uuid("Identifier of the subject.")
    url = PlainText(
        "Web address. You get the address that your organisation reported, without tracking parameters. An address "
        "that another organisation reported is rebuilt from the ids in it.",
        example="https://www.tiktok.com/@example/video/7300000000000000001",
    )


class NewVerification(RequestSchema):
    """A check to record."""

    escalation_id = Uuid(ESCALATION_ID, required=True)
    checked_at = UtcDateTime(
        "Time of the check. It must not be in the future. The default is now.", example=examples.CHECKED_AT
    )
    method = vocabulary_input("verification_method", METHOD, required=True)
    result = vocabulary_input("verification_result", RESULT, required=True)
    wording = PlainText(
        f"{WORDING} At most 500 characters. Names, addresses, handles, hashtags and quotations are rejected.",
        max_length=500,
        example=examples.VERIFICATION_WORDING,
    )


class Verification(ResponseSchema):
    """A check of whether a subject can still be seen."""

    resource_name = "verification"

    id = Uuid("Identifier of the verification.")
    escalation_id = Uuid(ESCALATION_ID)
    subject_id = Uuid("Identifier of the subject.")
    checked_at = UtcDateTime("Time of the check.", example=examples.CHECKED_AT)
    recorded_at = UtcDateTime("Time at which the check was recorded.", example=examples.CHECKED_AT)
    method = vocabulary_output("verification_method", METHOD)
    result = vocabulary_output("verification_result", RESULT)
    wording = PlainText(WORDING, allow_none=True, example=examples.VERIFICATION_WORDING)
