"""Codes of the reasons for which a platform declines to act."""

from __future__ import annotations

from services.vocabularies.term import Term

# The fields that a decision about a subject must have when it is a decline.
REQUIRED_TO_DECLINE = ("decline_reason", "policy_code", "explanation")


class DeclineReason(Term):
    """Reason for which a platform takes no action."""

    NO_VIOLATION = "no_violation", "No violation", "Dim tramgwydd", "The content breaks no rule of the platform."
    PUBLIC_INTEREST = "public_interest", "Public interest", "Budd y cyhoedd", "The content is in the public interest."
    SATIRE_OR_COMMENTARY = (
        "satire_or_commentary",
        "Satire or commentary",
        "Dychan neu sylwebaeth",
        "The content is satire, parody or commentary.",
    )
    INSUFFICIENT_INFORMATION = (
        "insufficient_information",
        "Not enough information",
        "Dim digon o wybodaeth",
        "The platform could not assess the content from the information in the notice.",
    )
    REPORTER_NOT_AUTHORISED = (
        "reporter_not_authorised",
        "Reporter not authorised",
        "Adroddwr heb awdurdod",
        "The reporter is not authorised to act for the person concerned.",
    )
    WRONG_URL = "wrong_url", "Wrong address", "Cyfeiriad anghywir", "There is no content at the URL."
    NOT_OUR_SERVICE = (
        "not_our_service",
        "Not our service",
        "Nid ein gwasanaeth ni",
        "The content is on another service.",
    )
    DUPLICATE = "duplicate", "Duplicate", "Dyblygiad", "The platform decided about the content before."
    OUT_OF_JURISDICTION = (
        "out_of_jurisdiction",
        "Outside the jurisdiction",
        "Y tu allan i'r awdurdodaeth",
        "The law named in the notice does not apply.",
    )
    PRIVATE_OR_CLOSED_CONTENT = (
        "private_or_closed_content",
        "Private or closed",
        "Preifat neu gaeedig",
        "The content is visible to a closed group only.",
    )
    NEWSWORTHY = "newsworthy", "Newsworthy", "O werth newyddion", "The content is newsworthy."
    POLICY_GAP = (
        "policy_gap",
        "No rule for it",
        "Dim rheol ar ei gyfer",
        "The platform has no rule for content of this kind.",
    )
    OTHER = "other", "Another reason", "Rheswm arall", "A reason that is not in this list."
