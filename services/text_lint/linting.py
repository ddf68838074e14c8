"""The check of a free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from services.core.errors import FieldError
from services.text_lint.address_patterns import EMAIL_PATTERNS, URL_PATTERNS
from services.text_lint.compact_text import compact_text
from services.text_lint.findings import MAX_FINDINGS, Finding, build_field_error, drop_overlapping
from services.text_lint.handle_patterns import HANDLE_PATTERNS, find_account_names
from services.text_lint.hosts import find_hosts
from services.text_lint.names_to_hide import NO_NAMES, NamesToHide
from services.text_lint.normalization import NormalizedText, find_control_characters, normalize_text
from services.text_lint.numbers import find_numbers
from services.text_lint.organisation_names import get_forbidden_names
from services.text_lint.people import find_people
from services.text_lint.people_in_context import find_people_in_context, find_spelled_out
from services.text_lint.postal_addresses import POSTAL_PATTERNS
from services.text_lint.quotations import find_long_quotations
from services.text_lint.school_names import find_school_names
from services.text_lint.unions import find_unions

# Single characters with spaces between them, such as `e x a m p l e . c o m`.
SPACED_OUT = re.compile(r"(?<!\S)\S(?:[ \t]{1,2}\S){4,2000}(?!\S)")
# Letters with the same separator between all of them, such as `e.x.a.m.p.l.e.c.o.m`.
SEPARATED = re.compile(r"(?<![^\W_])[^\W_](?:([._*/-])[^\W_])(?:\1[^\W_]){4,200}(?![^\W_])")
JOINED_HOST = re.compile(r"\w{3,200}(?:com|org|net|couk|cymru|wales)", re.IGNORECASE)
PLAIN_PATTERNS = (*EMAIL_PATTERNS, *URL_PATTERNS, *HANDLE_PATTERNS, *POSTAL_PATTERNS)


def lint(text: str, *, pointer: str, names: NamesToHide = NO_NAMES) -> tuple[FieldError, ...]:
    """Return a field error for each problem in the text, in order, at most MAX_FINDINGS; empty if there is none.

    Args:
        text: the text as the caller sent it.
        pointer: the JSON pointer of the field that holds the text.
        names: names of organisations that must not occur.

    The errors give positions, in code points of `text`, and never quote it. The time is linear in the length.
    """
    normalized = normalize_text(text)
    findings = [
        *drop_overlapping(_to_original(normalized, _find_all(normalized, names))),
        *_to_original(normalized, (("contains_quote", *span) for span in find_long_quotations(normalized.text))),
        *(Finding("contains_control_character", start, start + 1) for start in find_control_characters(text)),
    ]
    findings.sort(key=lambda finding: finding.start)
    return tuple(build_field_error(pointer, finding) for finding in findings[:MAX_FINDINGS])


def _to_original(normalized: NormalizedText, spans: Iterable[tuple[str, int, int]]) -> Iterator[Finding]:
    """Yield the findings for code and span in the normalized text, with spans in the original text."""
    for code, start, end in spans:
        if end > start:
            yield Finding(code, *normalized.get_original_span(start, end))


def _find_all(normalized: NormalizedText, names: NamesToHide) -> Iterator[tuple[str, int, int]]:
    """Yield code, start and end of all findings but quotations; of two with one span, the first one counts."""
    text = normalized.text
    yield from _find_names(text, names)
    yield from find_addresses(text)
    for match in SPACED_OUT.finditer(text):
        joined, offsets = _join(match[0], match.start())
        for code, start, end in find_addresses(joined):
            yield code, offsets[start], offsets[end - 1] + 1
    for match in SEPARATED.finditer(text):
        if JOINED_HOST.fullmatch(match[0].replace(match[1], "")):
            yield "contains_url", *match.span()


def _find_names(text: str, names: NamesToHide) -> Iterator[tuple[str, int, int]]:
    """Yield the names of unions, of organisations and of people in a normalized text."""
    compact = compact_text(text)
    for span in find_unions(text, compact):
        yield "contains_union", *span
    for span in get_forbidden_names(names).find(text, compact):
        yield "contains_name", *span
    for span in find_school_names(text):
        yield "contains_name", *span
    for span in (*find_people(text), *find_people_in_context(text)):
        yield "contains_person", *span
    for words, positions in find_spelled_out(text):
        for start, end in find_people(words):
            yield "contains_person", positions[start], positions[end - 1] + 1


def find_addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield code, start and end of addresses, accounts and numbers in a normalized text."""
    for code, pattern in PLAIN_PATTERNS:
        for match in pattern.finditer(text):
            yield code, *match.span()
    for span in find_hosts(text):
        yield "contains_url", *span
    yield from find_account_names(text)
    yield from find_numbers(text)


def _join(spaced: str, position: int) -> tuple[str, list[int]]:
    """Return the characters without the spaces between them, and the position of each in the text."""
    offsets = [position + index for index, char in enumerate(spaced) if not char.isspace()]
    return "".join(spaced.split()), offsets
