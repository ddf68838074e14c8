"""Findings of the text lint: their codes, the sentences for users, and the field errors made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from services.core.errors import FieldError

MAX_FINDINGS = 20

# Every fault code of the text lint, with the end of the sentence for users.
FINDING_DETAILS = {
    "contains_control_character": "a control character.",
    "contains_email": "an e-mail address.",
    "contains_handle": "the name of an account. Describe the account without naming it.",
    "contains_hashtag": "a hashtag.",
    "contains_name": "a name that must not appear in this text.",
    "contains_number": "a long number, such as the number of a post.",
    "contains_person": "the name of a person. Leave it out.",
    "contains_phone_number": "a telephone number.",
    "contains_postal_address": "a postal address or postcode.",
    "contains_prose": "a sentence. Send a reference without words.",
    "contains_quote": "a quotation of more than 8 words. Describe the content in your own words.",
    "contains_union": "a union or the involvement of a union. Leave it out.",
    "contains_url": "a web address. Send web addresses as links of a report only.",
}


class Finding(NamedTuple):
    """The code of a problem, and start and end (exclusive) of the characters that cause it."""

    code: str
    start: int
    end: int


def drop_overlapping(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings ordered by position, without those within others; overlapping ones of one code become one."""
    last: Finding | None = None
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if last is None or finding.start >= last.end:
            if last is not None:
                yield last
            last = finding
        elif finding.end > last.end:
            if finding.code != last.code:
                yield last
                last = finding
            else:
                last = Finding(last.code, last.start, finding.end)
    if last is not None:
        yield last


def build_field_error(pointer: str, finding: Finding) -> FieldError:
    """Return the field error for a finding. The sentence counts positions from 1, `start` and `end` from 0."""
    detail = f"Characters {finding.start + 1} to {finding.end} contain {FINDING_DETAILS[finding.code]}"
    return FieldError(pointer, finding.code, detail, start=finding.start, end=finding.end)
