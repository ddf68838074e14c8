"""The check of a reference: an identifier that another system issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.core.errors import FieldError
from services.text_lint.compact_text import compact_text
from services.text_lint.findings import MAX_FINDINGS, Finding, build_field_error, drop_overlapping
from services.text_lint.handle_patterns import is_content_id
from services.text_lint.hosts import find_hosts
from services.text_lint.names_to_hide import NO_NAMES, NamesToHide
from services.text_lint.numbers import is_phone_number
from services.text_lint.organisation_names import get_forbidden_names
from services.text_lint.people import find_people
from services.text_lint.unions import find_unions
from services.text_lint.word_lists import is_ordinary_word

MAX_WORDS = 4
MAX_DIGITS = 15
# The words of a reference, also in CamelCase.
WORD = re.compile(r"(?<![0-9])(?:[A-Z]?[a-z]{2,30}|[A-Z]{2,30})(?![0-9])")
SEPARATORS = str.maketrans("._-/:", "     ")
DIGITS = re.compile(r"\d(?:[._/ -]?\d){8,63}")
# UUIDs, hexadecimal hashes and ULIDs. Words and numbers that people write have no such form. By chance, a UUID or a
# SHA-1 or SHA-256 hash has few letters or none; their lengths alone tell them.
GENERATED_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}"
    r"|(?=(?:[0-9]*[a-fA-F]){4})[0-9a-fA-F]{16,64}|(?=(?:[0-9]*[A-Z]){5})(?=(?:[A-Z]*[0-9]){3})[0-9A-Z]{26}"
    r")(?![A-Za-z0-9])"
)
TOKEN = re.compile(r"[A-Za-z0-9]+")


def lint_reference(
    reference: str, *, pointer: str, names: NamesToHide = NO_NAMES, may_name_content: bool = False
) -> tuple[FieldError, ...]:
    """Return a field error for each problem in the reference; empty if there is none.

    Args:
        reference: letters, digits and separators.
        pointer: the JSON pointer of the field that holds the reference.
        names: names of organisations that must not occur.
        may_name_content: True for references of a platform, which knows the content and may number it.
    """
    # Generated ids form numbers and acronyms by chance.
    without_ids = GENERATED_ID.sub(lambda match: "x" * len(match[0]), reference)
    findings = drop_overlapping(Finding(*finding) for finding in _find_all(without_ids, names, may_name_content))
    return tuple(build_field_error(pointer, finding) for finding in list(findings)[:MAX_FINDINGS])


def _find_all(reference: str, names: NamesToHide, may_name_content: bool) -> Iterator[tuple[str, int, int]]:
    """Yield code, start and end of the findings in a reference."""
    words = reference.translate(SEPARATORS)
    compact = compact_text(reference)
    for span in find_unions(words, compact):
        yield "contains_union", *span
    for span in get_forbidden_names(names).find(reference, compact):
        yield "contains_name", *span
    # Names are written in lower case, too.
    for span in find_people(words.title()):
        yield "contains_person", *span
    for span in find_hosts(reference):
        yield "contains_url", *span
    yield from _find_phone_numbers(reference)
    if not may_name_content:
        yield from _find_content_ids(reference)
    if sum(is_ordinary_word(word.lower()) for word in WORD.findall(reference)) > MAX_WORDS:
        yield "contains_prose", 0, len(reference)


def _find_phone_numbers(reference: str) -> Iterator[tuple[str, int, int]]:
    """Yield the telephone numbers in a reference."""
    for match in DIGITS.finditer(reference):
        if is_phone_number("".join(filter(str.isdigit, match[0]))):
            yield "contains_phone_number", *match.span()


def _find_content_ids(reference: str) -> Iterator[tuple[str, int, int]]:
    """Yield what looks like the identifier of a post or a video."""
    for match in TOKEN.finditer(reference):
        if is_content_id(match[0]) or (match[0].isdigit() and len(match[0]) > MAX_DIGITS):
            yield "contains_number", *match.span()
