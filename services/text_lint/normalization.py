"""Normalization of text to plain characters: no full-width, accented, decorated, look-alike or invisible ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.text_lint.word_lists import load_look_alikes

# Look-alikes of punctuation. Quotation marks of every script become straight ones.
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u2035\u2039\u203a\u275b\u275c\u276e\u276f\u00b4\ua78c"
_DOUBLE_QUOTES = "\u02ba\u02ee\u201e\u2033\u2036\u275d\u275e\u2760\u2e42\u3003\u301d\u301e\u301f\uff02"
_DINGBAT_QUOTES = "\U0001f676\U0001f677\U0001f678"
_CJK_QUOTES = "\u300a\u300b\u300c\u300d\u300e\u300f\u3008\u3009\ufe41\ufe42\ufe43\ufe44\uff62\uff63\u27ea\u27eb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\ufe58"
_DOTS = "\u3002\u0701\u0702\u2024\uff61\u06d4\ua4f8\u00b7\u1427\u30fb\u2219\u22c5"
REPLACEMENTS = {
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES + _DINGBAT_QUOTES + _CJK_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_DOTS, "."),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u2236\ua789\u05c3", ":"),
}
INVISIBLE_CATEGORIES = ("Mn", "Mc", "Me", "Cf", "Cc", "Cs")
# Letters that are drawn as nothing.
BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
QUOTE_CATEGORIES = ("Pi", "Pf")
TAG_CHARACTERS = range(0xE0020, 0xE007F)
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT = frozenset("\t\n\r")
MAX_CACHED_CHARACTERS = 10_000
_plain_by_character: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalized text; `origins` holds for each of its characters the position in the original text."""

    text: str
    origins: Sequence[int]

    def get_original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end (exclusive) in the original text of a span of the normalized text."""
        return self.origins[start], self.origins[end - 1] + 1


def normalize_text(text: str) -> NormalizedText:
    """Return the text in plain characters, without invisible ones and with its case kept."""
    if text.isascii() and text.isprintable():
        return NormalizedText(text, range(len(text)))
    characters: list[str] = []
    origins: list[int] = []
    for position, original in enumerate(text):
        plain = _plain_by_character.get(original)
        if plain is None:
            plain = _simplify(original)
        characters.append(plain)
        origins += [position] * len(plain)
    return NormalizedText("".join(characters), origins)


def find_control_characters(text: str) -> Iterator[int]:
    """Yield the positions of control characters, lone surrogates and marks that change the writing direction."""
    if text.isprintable():
        return
    for position, char in enumerate(text):
        if char in DIRECTION_MARKS or (char not in LAYOUT and unicodedata.category(char) in ("Cc", "Cs")):
            yield position


def _simplify(original: str) -> str:
    """Return the plain characters that a reader sees in the character, and remember them."""
    plain = "".join(map(_simplify_part, REPLACEMENTS.get(original) or unicodedata.normalize("NFKD", original)))
    if len(_plain_by_character) < MAX_CACHED_CHARACTERS:
        _plain_by_character[original] = plain
    return plain


def _simplify_part(char: str) -> str:
    """Return the plain characters for one character of a compatibility decomposition."""
    if char.isascii():
        return char if char.isprintable() or char in LAYOUT else ""
    if ord(char) in TAG_CHARACTERS:
        # Invisible copies of ASCII, in which a text could be hidden.
        return chr(ord(char) - 0xE0000)
    category = unicodedata.category(char)
    if category in INVISIBLE_CATEGORIES or char in BLANK_LETTERS:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in QUOTE_CATEGORIES:
        return REPLACEMENTS.get(char, '"')
    return REPLACEMENTS.get(char) or load_look_alikes().get(char, char)
