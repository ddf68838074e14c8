"""Compact form of a text, in which names are found however they are spelled.

It holds letters and digits only. Letters that look alike are one letter (as in the skeletons of Unicode Technical
Standard 39, and digits that stand for letters), so that `L-4-r-k` and `Lark` are equal. It keeps where words start.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.text_lint.normalization import normalize_text

# Letters and digits that look alike in ASCII; m and rn are alike too.
_FOLDS = {"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "m": "rn"}
_FOLDED = {chr(code): chr(code).lower() for code in range(128) if chr(code).isalnum()}
_FOLDED |= _FOLDS | {"I": "l", "M": "rn"}
# Symbols that stand for a letter between letters.
_SYMBOLS = {"@": "a", "$": "s", "!": "l", "|": "l"}


@dataclass(frozen=True, slots=True)
class CompactText:
    """The compact form. `origins` holds the position of each character in the normalized text.

    `boundaries` holds for each position, and for the end, whether a word starts there.
    """

    text: str
    origins: list[int]
    boundaries: bytearray

    def get_span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end (exclusive) in the normalized text of a span of the compact text."""
        return self.origins[start], self.origins[end - 1] + 1


def compact_text(text: str) -> CompactText:
    """Return the compact form of a normalized text."""
    characters: list[str] = []
    origins: list[int] = []
    boundaries: list[int] = []
    previous = " "
    for position, char in enumerate(text):
        folded = _FOLDED.get(char)
        if folded is None:
            folded = _fold_other(text, position, char)
            if not folded:
                previous = char
                continue
        if _is_boundary(previous, char):
            boundaries.append(len(origins))
        for letter in folded:
            characters.append(letter)
            origins.append(position)
        previous = char
    return _build(characters, origins, boundaries)


def fold_name(name: str) -> str:
    """Return the compact form of a name."""
    return compact_text(normalize_text(name).text).text


def _build(characters: list[str], origins: list[int], boundaries: list[int]) -> CompactText:
    """Return the compact text; a word ends where the next one starts, and at the end of the text."""
    boundary_marks = bytearray(len(origins) + 1)
    for index in (*boundaries, len(origins)):
        boundary_marks[index] = 1
    return CompactText("".join(characters), origins, boundary_marks)


def _fold_other(text: str, position: int, char: str) -> str:
    """Return the letters for a character outside ASCII or for a symbol between letters; nothing for a separator."""
    if not char.isascii():
        return char.casefold() if char.isalnum() else ""
    if (
        char in _SYMBOLS
        and 0 < position < len(text) - 1
        and text[position - 1].isalpha()
        and text[position + 1].isalpha()
    ):
        return _SYMBOLS[char]
    return ""


def _is_boundary(previous: str, char: str) -> bool:
    """Return True if a word starts with `char`: after a separator, and in TernValley and after a number."""
    if not previous.isalnum():
        return True
    return (previous.islower() and char.isupper()) or (previous.isdigit() != char.isdigit())
