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
    rf"(?<![\w'])(?:[Yy]sgol|Academi|Coleg|Goleg|Choleg|Ngholeg|Cyngor|Gyngor|Chyngor|Nghyngor"
    rf"|Ymddiriedolaeth|(?<!Addysg )(?:Uwchradd|Gynradd))((?:\s(?:y|yr|o|ar|a))?(?:[\s-]{CAPITALIZED}){{1,6}})"
)
# A saint in the possessive, without the word for the school; a name in front of the words for a kind of school.
SAINT = re.compile(r"(?<![\w'])St\.?\s[A-Z][\w'-]{1,30}'s(?!\w)(?!\s(?:Day|Hospital|Church|Cathedral|Ambulance))")
NAME_AND_KIND = re.compile(
    r"(?<![\w'@#.-])([A-Za-z][a-z']{4,30})\s"
    r"(?:(?:(?:primary|junior|infants?|high|secondary|comprehensive|grammar)\sschool|academy)(?!\w)|High(?![\s-]?\w))"
)
ADJECTIVE_ENDINGS = ("ed", "ing", "al", "ic", "ous")
NO_SCHOOL_LISTS = ("not_school_words", "not_people", "organisation_words")
WORD = re.compile(r"[A-Z][\w']{1,30}")


def find_school_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the names of schools, trusts and councils in a normalized text."""
    for pattern in (ENGLISH_NAME, WELSH_NAME):
        for match in pattern.finditer(text):
            if _is_distinctive(text, match):
                yield match.span()
    for match in SAINT.finditer(text):
        yield match.span()
    for match in NAME_AND_KIND.finditer(text):
        if _is_uncommon(match[1].lower().removesuffix("'s")):
            yield match.span()


def _is_uncommon(word: str) -> bool:
    """Return True for a word that is neither an ordinary one, an adjective, a platform nor a place."""
    if word.endswith(ADJECTIVE_ENDINGS) or is_ordinary_word(word):
        return False
    return not any(word in load_words(list_name) for list_name in NO_SCHOOL_LISTS)


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
