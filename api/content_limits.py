"""Bounds for the content of a body, checked before its fields: work on content grows with its text and its values."""

from __future__ import annotations

from unicodedata import normalize

from services.core.errors import DomainError

MAX_TEXT_CHARACTERS = 100_000
MAX_VALUES = 10_000
# Normalization of a slice costs little, even where one character becomes 18.
SLICE_CHARACTERS = 1000


class TooMuchContent(DomainError):
    """The body has more than 100,000 characters of text after normalization, or more than 10,000 values."""

    code = "too_much_content"


def require_bounded_content(value: object) -> None:
    """Raise TooMuchContent for a JSON value with too many values in it, or with too much text.

    The text is measured in the Unicode normalization form KD, the longest form, in which texts are examined. The names
    of members are text as well.
    """
    values, characters = 0, 0
    pending = [value]
    while pending:
        item = pending.pop()
        values += 1
        if isinstance(item, str):
            characters += measure_normalized(item, MAX_TEXT_CHARACTERS - characters)
        elif isinstance(item, dict):
            pending += item.keys()
            pending += item.values()
        elif isinstance(item, list):
            pending += item
        if characters > MAX_TEXT_CHARACTERS or values + len(pending) > MAX_VALUES:
            raise TooMuchContent


def measure_normalized(text: str, limit: int) -> int:
    """Return the number of characters of the text after normalization; stop counting above the limit."""
    if text.isascii():
        return len(text)
    characters = 0
    for start in range(0, len(text), SLICE_CHARACTERS):
        characters += len(normalize("NFKD", text[start : start + SLICE_CHARACTERS]))
        if characters > limit:
            break
    return characters
