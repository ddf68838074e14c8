"""Every code of an entry in `errors`: the source of the contract and of the page that lists them."""

from __future__ import annotations

from collections.abc import Mapping

from services.links.errors import ERROR_DETAILS
from services.text_lint import FINDING_DETAILS

# Of the form of a field or parameter; every operation can report them.
SCHEMA_FAULTS: Mapping[str, str] = {
    "required": "The field or parameter is missing.",
    "unknown": "The operation has no such field or parameter.",
    "null": "The field must not be null.",
    "wrong_type": "The value has another type or form than the contract says.",
    "not_allowed": "The value is not one of the listed codes.",
    "length": "The text or list is too short or too long.",
    "range": "The number is too small or too large.",
    "repeated": "The entry or parameter occurs more than once.",
    "invalid": "The value breaks another rule of its field, such as its pattern.",
}
# Of a free text: what it contains although no other organisation may read it.
TEXT_FAULTS: Mapping[str, str] = {code: f"The text contains {detail}" for code, detail in FINDING_DETAILS.items()}
LINK_FAULTS: Mapping[str, str] = ERROR_DETAILS
DOMAIN_FAULTS: Mapping[str, str] = {
    "cursor": "The cursor was not issued for this list, with the same filters and the same organisation.",
    "in_the_future": "The time must not be in the future.",
    "nation_required": "The nation must be given, and be one of the nations of your organisation.",
    "not_a_decline": "The reason of a decline must be left out of all other decisions.",
    "not_a_week": "The value is not an ISO week such as 2026-W47.",
    "not_accepted": "The subject must belong to an accepted incident of your helpline.",
    "not_yours": "Your organisation may not send this field.",
    "reason_not_taken": "The action takes no reason.",
    "reason_required": "The action needs one of the reasons that the detail lists.",
    "subjects_not_taken": "Only the action `remove_subjects` takes subjects.",
    "unknown_action": "The resource has no such action; the detail lists its actions.",
    "unknown_incident": "Your union has reported no incident with this identifier.",
    "unknown_overseer": "No trust or local authority with this identifier is visible to you.",
    "unknown_platform": "No platform with this identifier is visible to you.",
    "unknown_school": "No school with this identifier is visible to you.",
    "unknown_subject": "The subject is not one of the escalation.",
    "wrong_platform": "The subject is on another platform.",
}
FAULTS: Mapping[str, str] = dict(sorted({**SCHEMA_FAULTS, **TEXT_FAULTS, **LINK_FAULTS, **DOMAIN_FAULTS}.items()))
