"""Patterns for the name of any school, trust or council: words with capital letters beside such a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.word_lists import is_ordinary_word, load_words

CAPITALIZED = r"(?:St\.|[A-Z][\w']{0,30}(?:-[A-Z]?\w{1,30})?)"
JOINING = r"(?:of|the|and|on|upon|in|y|yr|-|&)"
KIND = (
    r"(?:School|Schools|Academy|Academies|College|(?:Multi[ -])?Academy\sTrust|Learning\sTrust|Education(?:al)?\sTrust"
    r"|Schools\sTrust|Academies\sTrust|Council|Primary|Infants|Juniors|Grammar|Comprehensive)"
)
ENGLISH_NAME = re.compile(rf"(?<![\w'])((?:{CAPITALIZED}\s(?:{JOINING}\s){{0,2}}){{1,6}}){KIND}(?!\w)")
WELSH_NAME = re.compile(
    rf"(?<![\w'])(?:[Yy]sgol|Academi|Coleg|Cyngor|Ymddiriedolaeth)((?:\s(?:y|yr|o|ar|a))?(?:[\s-]{CAPITALIZED}){{1,6}})"
)
WORD = re.compile(r"[A-Z][\w']{1,30}")


def find_school_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the names of schools, trusts and councils in a normalized text."""
    for pattern in (ENGLISH_NAME, WELSH_NAME):
        for match in pattern.finditer(text):
            if _is_distinctive(text, match):
                yield match.span()


def _is_distinctive(text: str, match: re.Match[str]) -> bool:
    """Return True if a word of the name is neither generic nor, at the start of a sentence, an ordinary word."""
    for word in WORD.finditer(text, match.start(1), match.end(1)):
        plain = word[0].lower().removesuffix("'s").rstrip("'.")
        if plain in load_words("organisation_words") or plain in load_words("not_school_words"):
            continue
        if not is_ordinary_word(plain) or not _starts_sentence(text, word.start()):
            return True
    return False


def _starts_sentence(text: str, position: int) -> bool:
    """Return True if the word at the position is the first of a sentence."""
    before = text[max(position - 3, 0) : position].rstrip(" \n\t\"'(")
    return position == 0 or (before == "" and position < 3) or before[-1:] in (".", "!", "?", ":", "\n")
