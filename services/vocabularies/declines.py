"""The words in which a platform says no."""

from __future__ import annotations

from services.vocabularies.term import Term


class DeclineReason(Term):
    """Why a platform declined."""

    NO_VIOLATION = "no_violation", "No violation", "Dim tramgwydd", "No rule was broken."
    PUBLIC_INTEREST = "public_interest", "Public interest", "Budd y cyhoedd", "It is in the public interest."
    SATIRE_OR_COMMENTARY = (
        "satire_or_commentary",
        "Satire or commentary",
        "Dychan neu sylwebaeth",
        "It is satire, parody or comment.",
    )
    INSUFFICIENT_INFORMATION = (
        "insufficient_information",
        "Not enough information",
        "Dim digon o wybodaeth",
        "It could not be assessed from what was sent.",
    )
    REPORTER_NOT_AUTHORISED = (
        "reporter_not_authorised",
        "Reporter not authorised",
        "Adroddwr heb awdurdod",
        "The reporter may not act for the person concerned.",
    )
    WRONG_URL = "wrong_url", "Wrong address", "Cyfeiriad anghywir", "There is nothing at the address."
    NOT_OUR_SERVICE = "not_our_service", "Not our service", "Nid ein gwasanaeth ni", "It belongs to another service."
    DUPLICATE = "duplicate", "Duplicate", "Dyblygiad", "It was decided before."
    OUT_OF_JURISDICTION = (
        "out_of_jurisdiction",
        "Outside the jurisdiction",
        "Y tu allan i'r awdurdodaeth",
        "The law named does not apply.",
    )
    PRIVATE_OR_CLOSED_CONTENT = (
        "private_or_closed_content",
        "Private or closed",
        "Preifat neu gaeedig",
        "It can be seen by a closed circle only.",
    )
    NEWSWORTHY = "newsworthy", "Newsworthy", "O werth newyddion", "It is news."
    POLICY_GAP = "policy_gap", "No rule for it", "Dim rheol ar ei gyfer", "The platform has no rule against it."
    OTHER = "other", "Another reason", "Rheswm arall", "A reason that this list does not name."
