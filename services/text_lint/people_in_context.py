"""People in a text, known by the words beside them: a title, a role, an act, an initial or a statement of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.word_lists import is_ordinary_word, load_words

NAME = r"[A-Z](?:[a-z]{2,30}|'[A-Z][a-z]{1,30}|c[A-Z][a-z]{1,30})(?:-[A-Za-z][a-z]{1,30}){0,2}(?!\w)"
# Mrs A and Mr X are usual for people who are not to be known.
TITLE_AND_INITIAL = re.compile(
    r"(?<![\w'])(?:(?:Mr|Mrs|Ms|Mx|Dr|Mister)\.?\s{1,2}[B-WYZ]|Miss\s[B-WYZ]|(?:mr|mrs|mx)\.?\s[b-wyz])"
    r"(?:\.|-[A-Za-z])?(?![\w'-])"
)
TITLE_AND_MASKED_NAME = re.compile(
    r"(?<![\w'])(?:mr|mrs|ms|miss|mx|dr)\.?\s{1,2}[a-z]\w{0,20}[*#]{1,20}\w{0,20}", re.IGNORECASE
)
ANNOUNCED_INITIALS = re.compile(
    r"(?<!\w)(?i:initials|llythrennau blaen|flaenlythrennau|blaenlythrennau)(?!\w)[^.!?\n]{0,40}?"
    r"(?<![\w'])([A-Z](?:\.?[\s-]?[A-Z]){1,3})(?![\w'])"
)
ENGLISH_ROLES = (
    r"(?:teacher|head(?:\sof\s\w{1,20})?|principal|pupil|tutor|governor|coach|technician|assistant|caretaker|nurse"
    r"|secretary|librarian|counsellor|neighbour|mother|father|mum|dad|parent|brother|sister)"
)
# A noun follows many of these: `athro Celf`.
WELSH_ROLES = (
    r"athro|athrawes|athrawon|pennaeth|bennaeth|phennaeth|disgybl|ddisgybl|cynorthwyydd|nyrs|gofalwr|mam|tad|rhiant"
)
ROLES = rf"(?:{ENGLISH_ROLES}|{WELSH_ROLES})"
# Titles that are rarer than those of services/text_lint/people.py.
RARE_TITLES = (
    r"(?:head\s?teacher|cllr|councillor|pastor|imam|rabbi|sheikh|ustadh|canon|sergeant|constable|inspector|lady|lord"
    r"|headmaster|headmistress|captain|major|madame|monsieur|senor|senora|frau|herr|prifathro|brifathro"
    r"|prifathrawes|brifathrawes|cynghorydd|gynghorydd|llywodraethwr|bonwr|foneddiges|bns|fns)"
)
ROLE_AND_NAME = re.compile(rf"(?<![\w'])(?i:{ENGLISH_ROLES}|{RARE_TITLES})\.?\s({NAME})")
# In Welsh, names of offices and laws are written with capital letters: a name needs a letter that Welsh has not.
NOT_WELSH = r"(?=\w{0,31}(?: \w{0,31})?[kqvxzKQVXZ])"
WELSH_ROLE_AND_NAME = re.compile(rf"(?<!\w)(?i:{WELSH_ROLES})\s(?=\w{{0,31}}[kqvxzKQVXZ])({NAME})")
ENGLISH_ACTS = (
    r"by|shows?|showing|names?|naming|mentions?|accuses?|targets?|targeting|imitates?|mocks?|concerns?|against|about"
    r"|with|is|was|contact:|signed,?"
)
WELSH_ACTS = r"gan|cafodd|enwi|dangos|targedu|dynwared|watwar|cyhuddo|sonnir|ynghylch|erbyn|bu|yw|oedd"
ACT_AND_FULL_NAME = re.compile(rf"(?<![\w'])(?i:(?:{ENGLISH_ACTS})\s|{ENGLISH_ROLES},\s)({NAME}) ({NAME})")
WELSH_ACT_AND_FULL_NAME = re.compile(
    rf"(?<![\w'])(?i:(?:{WELSH_ACTS})\s|(?:{WELSH_ROLES}),\s){NOT_WELSH}({NAME}) ({NAME})"
)
INITIALS_AND_SURNAME = re.compile(rf"(?<![\w.'])(?:(?:[A-Z]\.\s?){{2,3}}|[A-WYZ]\.\s?|[B-HJ-NP-WZ]\s)({NAME})")
SURNAME_AND_INITIAL = re.compile(rf"(?<![\w.'])({NAME}),\s[A-WYZ]\.")
# Words in front of a letter that make it the letter of a part, a class or a grade.
LETTERED = re.compile(
    r"(?:part|section|form|class|group|grade|plan|level|set|annex|rhan|adran|dosbarth|atodiad|lefel)\s$"
)
STATED_NAME = re.compile(
    rf"(?<!\w)(?:(?i:surname|nickname|(?:first|full|real|maiden) name|{ROLES}'s name|[cg]h?yfenw|lysenw|llysenw"
    rf"|(?:his|her|their) name|h?enw(?:'r| yr| y) {ROLES}|e[iu] h?enw)"
    rf"(?:\s[\w']{{1,20}}){{0,3}}?(?:\s(?:is|was|yw|oedd)|:)"
    rf"|(?i:identified as|the name|enw))\s({NAME})"
)
NAME_PATTERNS = (
    ROLE_AND_NAME, WELSH_ROLE_AND_NAME, ACT_AND_FULL_NAME, WELSH_ACT_AND_FULL_NAME, STATED_NAME, SURNAME_AND_INITIAL,
)  # fmt: skip
# Endings of Welsh nouns, adjectives and verbs, which are written with capital letters in names of offices and laws.
WELSH_ENDINGS = (
    "eg",
    "aeth",
    "wyr",
    "iol",
    "yol",
    "erau",
    "iau",
    "aethau",
    "adau",
    "ydd",
    "bu",
    "gu",
    "edig",
    "ddu",
    "lu",
    "nu",
    "ru",
    "su",
    "wi",
)
SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \t._*/-]{1,3}[^\W\d_]){4,200}(?![^\W_])")


def find_people_in_context(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of people in a normalized text who are known by the words beside them."""
    for pattern in (TITLE_AND_INITIAL, TITLE_AND_MASKED_NAME):
        for match in pattern.finditer(text):
            yield match.span()
    for match in ANNOUNCED_INITIALS.finditer(text):
        if match[1].lower() not in load_words("not_people"):
            yield match.span(1)
    yield from _find_uncommon_names(text)


def _find_uncommon_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the uncommon names beside a role, an act, an initial or a statement of the name."""
    for pattern in NAME_PATTERNS:
        for match in pattern.finditer(text):
            if all(map(_is_uncommon, match.groups())):
                yield match.start(1), match.end()
    for match in INITIALS_AND_SURNAME.finditer(text):
        before = text[max(match.start() - 10, 0) : match.start()].lower()
        if _is_uncommon(match[1]) and not LETTERED.search(before):
            yield match.span()


def find_spelled_out(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield each run of separated letters as words that begin at its capital letters, with their positions."""
    for match in SPELLED_OUT.finditer(text):
        words: list[str] = []
        positions: list[int] = []
        for position in range(*match.span()):
            if text[position].isalpha():
                if words and text[position].isupper():
                    words.append(" ")
                    positions.append(position)
                words.append(text[position])
                positions.append(position)
        yield "".join(words), positions


def _is_uncommon(name: str) -> bool:
    """Return True for a name that is neither an ordinary word nor a platform, a body, a place or a subject."""
    word = name.lower()
    if is_ordinary_word(word) or word.endswith(WELSH_ENDINGS):
        return False
    lists = ("not_people", "not_surnames", "not_school_words", "organisation_words")
    return not any(word in load_words(list_name) for list_name in lists)
