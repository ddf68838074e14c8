"""A check of free text for content that identifies a person or leads to the reported abuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from services.core.errors import FieldError
from services.text_lint.name_patterns import get_forbidden_name_patterns, get_union_patterns
from services.text_lint.normalization import NormalizedText, find_control_characters, normalize_text
from services.text_lint.patterns import CONTACT_PATTERNS, LINK_PATTERNS, NUMBER_PATTERNS, find_long_quotations

__all__ = ["lint"]

MAX_FINDINGS = 20

FINDING_DETAILS = {
    "contains_control_character": "a control character.",
    "contains_email": "an e-mail address.",
    "contains_handle": "the name of an account. Describe the account without naming it.",
    "contains_hashtag": "a hashtag.",
    "contains_name": "a name that must not appear in this text.",
    "contains_number": "a long number, such as the number of a post.",
    "contains_phone_number": "a telephone number.",
    "contains_quote": "a quotation of more than 8 words. Describe the content in your own words.",
    "contains_union": "a union or the involvement of a union. Leave it out.",
    "contains_url": "a web address. Send web addresses as links of a report only.",
}


class Finding(NamedTuple):
    """The code of a problem, and start and end (exclusive) of the characters that cause it."""

    code: str
    start: int
    end: int


def lint(text: str, *, pointer: str, forbidden: Iterable[str] = ()) -> tuple[FieldError, ...]:
    """Return a field error for each problem in the text, in order, at most MAX_FINDINGS; empty if there is none.

    Args:
        text: the text as the caller sent it.
        pointer: the JSON pointer of the field that holds the text.
        forbidden: names that must not occur in the text, such as that of the school.

    The errors give positions and never quote the text.
    """
    normalized = normalize_text(text)
    findings = [
        *_drop_nested(_find_patterns(normalized, forbidden)),
        *_find_quotations(normalized),
        *_find_control_characters(text),
    ]
    findings.sort(key=lambda finding: finding.start)
    return tuple(_build_field_error(pointer, finding) for finding in findings[:MAX_FINDINGS])


def _find_patterns(normalized: NormalizedText, forbidden: Iterable[str]) -> Iterator[Finding]:
    """Yield the matches of all patterns; of two with the same span, the more important one comes first."""
    name_patterns = (*get_union_patterns(), *get_forbidden_name_patterns(forbidden))
    for code, pattern in (*name_patterns, *CONTACT_PATTERNS, *LINK_PATTERNS, *NUMBER_PATTERNS):
        for match in pattern.finditer(normalized.text):
            yield Finding(code, *normalized.get_original_span(*match.span()))


def _drop_nested(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that do not lie within others, ordered by position."""
    covered_until = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if finding.end > covered_until:
            covered_until = finding.end
            yield finding


def _find_quotations(normalized: NormalizedText) -> Iterator[Finding]:
    """Yield the quotations that are too long."""
    for start, end in find_long_quotations(normalized.text):
        yield Finding("contains_quote", *normalized.get_original_span(start, end))


def _find_control_characters(text: str) -> Iterator[Finding]:
    """Yield the control characters."""
    for position in find_control_characters(text):
        yield Finding("contains_control_character", position, position + 1)


def _build_field_error(pointer: str, finding: Finding) -> FieldError:
    """Return the field error for a finding, with positions that count from 1."""
    detail = f"Characters {finding.start + 1} to {finding.end} contain {FINDING_DETAILS[finding.code]}"
    return FieldError(pointer, finding.code, detail)
