"""Objects inside an incident: the earlier in-app report and the suspected poster."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import RequestSchema, ResponseSchema
from api.schemas.fields import ExternalReference, PlainText, StrictBoolean, UtcDateTimeText
from api.schemas.vocabulary_fields import vocabulary_input, vocabulary_output

DONE = "True when the content was reported with the platform's own report form."
REPORTED_AT = "Time of that report."
PLATFORM_REF = "Reference number that the platform gave to that report."
REPLY = "Reply of the platform to that report."
RELATION = "Suspected relation of the poster to the school."
AGE_BAND = "Estimated age of the poster, in years."


class InAppReport(RequestSchema):
    """The report that was made with the platform's own report form."""

    done = StrictBoolean(DONE, required=True, example=True)
    at = UtcDateTimeText(REPORTED_AT, example=examples.REPORTED_IN_APP_AT)
    platform_ref = ExternalReference(PLATFORM_REF, example="R-2026-118")
    reply = vocabulary_input("in_app_reply", REPLY)


class InAppReported(ResponseSchema):
    """The report that was made with the platform's own report form."""

    done = StrictBoolean(DONE, required=True, example=True)
    at = UtcDateTimeText(REPORTED_AT, example=examples.REPORTED_IN_APP_AT)
    platform_ref = PlainText(PLATFORM_REF, example="R-2026-118")
    reply = vocabulary_output("in_app_reply", REPLY)


class Poster(RequestSchema):
    """The suspected poster. Do not identify the person."""

    relation = vocabulary_input("poster_relation", RELATION)
    age_band = vocabulary_input("poster_age_band", AGE_BAND, example=examples.AGE_BAND)


class PosterSeen(ResponseSchema):
    """The suspected poster."""

    relation = vocabulary_output("poster_relation", RELATION)
    age_band = vocabulary_output("poster_age_band", AGE_BAND, example=examples.AGE_BAND)
