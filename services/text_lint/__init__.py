"""What free text must not carry, because whoever reads it would be led to the abuse or to the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.core.errors import FieldError
from services.text_lint.normalization import Folded, fold, unprintable
from services.text_lint.organisation_names import names, unions
from services.text_lint.patterns import CONTACTS, LINKS, NUMBERS
from services.text_lint.quotes import long_quotes

__all__ = ["lint"]

MOST = 20

ADVICE = {
    "contains_control_character": "a control character.",
    "contains_email": "an e-mail address.",
    "contains_handle": "the name of an account; say what it is, not what it is called.",
    "contains_hashtag": "a hashtag.",
    "contains_name": "a name that must not appear here.",
    "contains_number": "a long number, such as that of a post.",
    "contains_phone_number": "a telephone number.",
    "contains_quote": "a quotation of more than 8 words; describe it in words of your own.",
    "contains_union": "a union, or that one is involved; nobody else may learn of it.",
    "contains_url": "a web address; addresses belong in the links of a report.",
}

Finding = tuple[str, int, int]


def lint(text: str, *, pointer: str, forbidden: Iterable[str] = ()) -> tuple[FieldError, ...]:
    """One fault for each thing found, in order, with its place and never its text; empty when the text may stand."""
    folded = fold(text)
    found = [*_outermost(_findings(folded, forbidden)), *_quotes(folded), *_unprintable(text)]
    return tuple(_fault(pointer, finding) for finding in sorted(found, key=lambda finding: finding[1])[:MOST])


def _findings(folded: Folded, forbidden: Iterable[str]) -> Iterator[Finding]:
    """Where two kinds take one place, the first names it."""
    for code, pattern in (*unions(), *names(forbidden), *CONTACTS, *LINKS, *NUMBERS):
        for match in pattern.finditer(folded.text):
            yield code, *folded.place(*match.span())


def _outermost(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Without what lies within something else that was found."""
    reached = 0
    for code, start, end in sorted(findings, key=lambda finding: (finding[1], -finding[2])):
        if end > reached:
            reached = end
            yield code, start, end


def _quotes(folded: Folded) -> Iterator[Finding]:
    for start, end in long_quotes(folded.text):
        yield "contains_quote", *folded.place(start, end)


def _unprintable(text: str) -> Iterator[Finding]:
    for place in unprintable(text):
        yield "contains_control_character", place, place + 1


def _fault(pointer: str, finding: Finding) -> FieldError:
    code, start, end = finding
    return FieldError(pointer, code, f"Characters {start + 1} to {end}: {ADVICE[code]}")
