"""People in a text: a title with a name, and given names and surnames that are no other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.word_lists import is_ordinary_word, load_words

NAME = r"[A-Z](?:[a-z]{1,30}|'[A-Z][a-z]{1,30}|c[A-Z][a-z]{1,30}|[A-Z]{2,30})(?:[-'][A-Z][a-z]{1,30})?"
INITIALS = r"(?:[A-Z]\.?\s?){0,3}"
MORE_NAMES = rf"(?:\s{NAME}(?![\w'])){{0,2}}"
# Counties are called Sir in Welsh.
TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Mister|Dr|Prof|Professor|Rev|Reverend|Parch|Sir|Syr|Dame|MR|MRS|MS|MISS|DR|SIR)"
COUNTIES = (
    r"(?:Sir\s(?:Fon|Gar|Gaer|Benfro|Fynwy|Ddinbych|Fflint|Drefaldwyn|Faesyfed|Frycheiniog|Forgannwg|Aberteifi"
    r"|Amwythig|Gaerfyrddin|Gaernarfon|Feirionnydd|Ceredigion|Gwynedd|Powys)|Dr\sWho|Miss\s(?:World|Universe|Wales)|M[Ss]\s(?:Teams|Word|Excel|Office|Outlook))"
)
TITLE_AND_NAME = re.compile(
    rf"(?<![\w'])(?!{COUNTIES})(?<!Cyngor )(?<!Neuadd ){TITLES}\.?\s{{1,3}}{INITIALS}{NAME}{MORE_NAMES}"
)
# In any case and with any separators: only titles that are no other words.
LOOSE_TITLE = re.compile(r"(?<![\w'])(?:mr|mrs|mx|mister)[\s._-]{1,3}([a-z][a-z'-]{2,30})", re.IGNORECASE)
JOINED_TITLE = re.compile(r"(?<![A-Za-z])(?:Mr|Mrs|Miss|Ms|Dr|Mister|Sir)_?[A-Z][a-z]{2,30}")
PROFESSOR_CY = re.compile(rf"(?<![\w'])[Yy]r Athro (?!Cymraeg|Saesneg|Mathemateg|Hanes|Celf|Cerdd){NAME}{MORE_NAMES}")
CALLED = re.compile(
    rf"(?<![\w'])(?i:pupil|boy|girl|teacher|person|poster|parent|man|woman|student|disgybl|athro|athrawes|bachgen|merch"
    rf"|dyn|menyw|rhiant)\s(?:(?:who\s)?(?:is\s)?(?:called|named)|o'r enw)\s({NAME}{MORE_NAMES})"
)
FUNCTION_WORDS = frozenset(
    {"and", "or", "are", "the", "for", "with", "from", "who", "was", "were", "has", "had", "neu", "yn"}
)
# Given names in lower case; shorter ones are more likely to be words.
INITIAL_AND_SURNAME = re.compile(r"(?<![\w.])[A-Z]\.\s?([A-Z][a-z']{2,30})(?!\w)")
LOWER_CASE_PAIR = re.compile(r"(?<![\w@#.'-])([a-z]{3,30})(?=\s([a-z']{3,30})(?!\w))")
LOWER_CASE = re.compile(r"(?<![\w@#.'-])[a-z]{5,30}(?![\w@])")
CAPITALIZED = re.compile(r"(?<![\w@#.'-])[A-Z][A-Za-z']{1,30}(?:-[A-Z][a-z]{1,30})?(?![\w@])")


def find_people(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the names of people in a normalized text."""
    for pattern in (TITLE_AND_NAME, JOINED_TITLE, PROFESSOR_CY):
        for match in pattern.finditer(text):
            yield match.span()
    for match in LOOSE_TITLE.finditer(text):
        if match[1].lower() not in FUNCTION_WORDS:
            yield match.span()
    for match in CALLED.finditer(text):
        if not is_ordinary_word(match[1].split()[0].lower()):
            yield match.span(1)
    yield from _find_shortened_names(text)
    yield from _find_known_names(text)


def _find_shortened_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield surnames with an initial, and names in lower case."""
    for match in INITIAL_AND_SURNAME.finditer(text):
        if match[1].lower() in load_words("surnames"):
            yield match.span()
    for match in LOWER_CASE_PAIR.finditer(text):
        if match[2] in load_words("surnames") and match[1] in load_words("given_names"):
            yield match.start(), match.end(2)
    for match in LOWER_CASE.finditer(text):
        if match[0] in load_words("given_names") and not is_ordinary_word(match[0]):
            yield match.span()


def _find_known_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the given names and surnames that begin with a capital letter."""
    words = list(CAPITALIZED.finditer(text))
    for index, match in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        has_surname = following is not None and text[match.end() : following.start()] in (" ", "-")
        surname = _strip_possessive(following[0]) if following and has_surname else ""
        if _is_person(_strip_possessive(match[0]), surname) and not _is_known_otherwise(text, match):
            yield match.start(), following.end() if following and _is_surname(surname) else match.end()


def _strip_possessive(word: str) -> str:
    """Return the name in lower case, without `'s`."""
    return word.lower().removesuffix("'s").removesuffix("'")


def _is_person(name: str, surname: str) -> bool:
    """Return True for a given name or surname that is no other word, or that a surname follows."""
    if name in load_words("ambiguous_given_names"):
        return _is_surname(surname)
    is_given_name = name in load_words("given_names")
    if is_ordinary_word(name):
        return is_given_name and _is_surname(surname)
    return is_given_name or name in load_words("surnames")


def _is_surname(word: str) -> bool:
    """Return True for a word that is no ordinary one, or a known surname."""
    if word in load_words("surnames"):
        return True
    return len(word) > 2 and not is_ordinary_word(word) and word not in load_words("not_surnames")


def _is_known_otherwise(text: str, match: re.Match[str]) -> bool:
    """Return True for St Mary's, King Edward and people whom everybody knows."""
    before = text[max(match.start() - 12, 0) : match.start()].lower().replace(".", " ").split()
    if before and before[-1] in load_words("words_before_names"):
        return True
    words = "-".join(text[match.start() : match.start() + 24].lower().split())
    return words.startswith(tuple(load_words("public_names")))
