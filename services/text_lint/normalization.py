"""Text as a reader sees it: wide, accented, decorated and invisible characters reduced to the plain ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Look-alikes that compatibility forms leave alone.
PLAIN = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u3002\u0701\u0702", "."),
    **dict.fromkeys("\u2044\u2215", "/"),
})  # fmt: skip
INVISIBLE = ("Mn", "Me", "Cf", "Cc", "Cs")
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = frozenset("\t\n\r")


@dataclass(frozen=True, slots=True)
class Folded:
    """`origins` holds, for each character of `text`, where it stood before folding."""

    text: str
    origins: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stood, end excluded."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """The text with its case kept and its disguises taken off."""
    plain: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).translate(PLAIN):
            if part in LAYOUT or unicodedata.category(part) not in INVISIBLE:
                plain.append(part)
                origins.append(place)
    return Folded("".join(plain), origins)


def unprintable(text: str) -> Iterator[int]:
    """Where characters stand that no text needs: controls, halves of pairs, reversals of direction."""
    for place, char in enumerate(text):
        if char in BIDI or (char not in LAYOUT and unicodedata.category(char) in ("Cc", "Cs")):
            yield place
