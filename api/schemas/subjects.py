"""What was posted: where it is, and what was found there afterwards."""

from __future__ import annotations

from api.schemas.base import Answer, Body, Query
from api.schemas.fields import Id, Moment, Text
from api.schemas.vocabulary_fields import chosen, word


class LocatorQuestion(Query):
    """Why the address is needed."""

    purpose = chosen("locator_purpose", "What you need it for; it is recorded.", required=True, example="triage")


class Locator(Answer):
    """The address. Look, act, and do not pass it on."""

    noun = "locator"

    subject_id = Id("Which thing.")
    url = Text("Its address, as it was pasted.", example="https://www.tiktok.com/@example/video/7300000000000000001")


class NewVerification(Body):
    """What a person found."""

    escalation_id = Id("In which escalation.", required=True)
    checked_at = Moment("When; now if left out.")
    method = chosen("verification_method", "How it was found.", required=True)
    result = chosen("verification_result", "What was found.", required=True)
    wording = Text("Plain words for those who reported it.", most=500)


class Verification(Answer):
    """What was found."""

    noun = "verification"

    id = Id("Its id.")
    escalation_id = Id("In which escalation.")
    subject_id = Id("Which thing.")
    checked_at = Moment("When it was looked at.")
    recorded_at = Moment("When that was recorded.")
    method = word("verification_method", "How it was found.")
    result = word("verification_result", "What was found.")
    wording = Text("Plain words for those who reported it.", allow_none=True)
