"""Normalization of text to plain characters: no full-width, accented, decorated or invisible ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Look-alikes that the Unicode normalization form KD does not replace.
REPLACEMENTS = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u3002\u0701\u0702", "."),
    **dict.fromkeys("\u2044\u2215", "/"),
})  # fmt: skip
INVISIBLE_CATEGORIES = ("Mn", "Me", "Cf", "Cc", "Cs")
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = frozenset("\t\n\r")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalized text; `origins` holds for each of its characters the position in the original text."""

    text: str
    origins: list[int]

    def get_original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end (exclusive) in the original text of a span of the normalized text."""
        return self.origins[start], self.origins[end - 1] + 1


def normalize_text(text: str) -> NormalizedText:
    """Return the text in plain characters, without invisible ones and with its case kept."""
    characters: list[str] = []
    origins: list[int] = []
    for position, original in enumerate(text):
        for char in unicodedata.normalize("NFKD", original).translate(REPLACEMENTS):
            if char in LAYOUT or unicodedata.category(char) not in INVISIBLE_CATEGORIES:
                characters.append(char)
                origins.append(position)
    return NormalizedText("".join(characters), origins)


def find_control_characters(text: str) -> Iterator[int]:
    """Yield the positions of control characters, lone surrogates and marks that change the writing direction."""
    for position, char in enumerate(text):
        if char in DIRECTION_MARKS or (char not in LAYOUT and unicodedata.category(char) in ("Cc", "Cs")):
            yield position
