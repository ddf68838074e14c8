"""Quotations: a few words may be needed to say what it is about, a whole caption spreads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 8
# Quotation marks simply alternate; one that is never closed reaches to the end.
DOUBLE = re.compile(r'"[^"]*(?:"|\Z)')
BACKTICK = re.compile(r"`[^`]*`")
# An apostrophe stands between letters; only one that does not can close a quotation.
SINGLE = re.compile(r"(?<!\w)'(?=\w)(?:[^']|(?<=\w)'(?=\w)){0,1000}'(?!\w)")
WORD = re.compile(r"\w[\w'-]*")


def long_quotes(text: str) -> Iterator[tuple[int, int]]:
    """The quotations of more than eight words in a folded text."""
    for pattern in (DOUBLE, BACKTICK, SINGLE):
        for match in pattern.finditer(text):
            if sum(1 for _ in WORD.finditer(match[0])) > LONGEST:
                yield match.span()
