"""Patterns for names of accounts, hashtags and identifiers of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.address_patterns import FindingPattern, compile_pattern
from services.text_lint.word_lists import is_ordinary_word

PLATFORM_WORD = r"(?:snap(?:chat)?|insta(?:gram)?|ig|tiktok|twitter|discord|telegram|reddit|youtube|kik|fb)"

HANDLE_PATTERNS: tuple[FindingPattern, ...] = (
    ("contains_handle", compile_pattern(r"@\s?[\w.-]{0,64}\w")),
    ("contains_handle", compile_pattern(r"[\[({<]\s?(?:at|@)\s?[\])}>]\s?\w{1,64}")),
    ("contains_handle", compile_pattern(r"(?<![\w-])at-[\w.]{3,64}")),
    ("contains_handle", compile_pattern(r"(?<!\w)at sign\W")),
    ("contains_handle", compile_pattern(r"(?<![\w/])/?[ur]/\w{3,64}")),
    ("contains_handle", compile_pattern(r"(?<!\w)\w{1,64}#[0-9]{4}\b")),
    # Words with an underscore are names of accounts or files, hardly ever prose.
    ("contains_handle", compile_pattern(r"(?<!\w)\w{0,64}[^\W_]_{1,8}[^\W_]\w{0,64}")),
    ("contains_hashtag", compile_pattern(r"#(?=\w{0,100}[^\W\d_])\w{1,100}")),
    ("contains_hashtag", compile_pattern(r"(?<!\w)hash[ -]?tag\s(?=[\w]{9})\w{9,64}")),
)

# What stands in front of the name of an account. The name itself is checked by is_account_name.
CUE = re.compile(
    rf"""(?<!\w)(?:
        user[ -]?names?|screen[ -]?names?|handles?|profile\snames?|account\snames?|user|enw[ ]defnyddiwr|enw'r[ ]cyfrif
        |(?:account|profile|page|channel|user|owner|poster|server|group)\s(?:is\s|was\s)?(?:called|named|known\sas)
        |(?:(?:cyfrif|proffil|tudalen|sianel)\s)?o'r[ ]enw
        |goes\sby|known(?:\sthere)?\sas|signs\sas|(?:their|his|her|the|add|follow|dilynwch)\s{PLATFORM_WORD}(?:\saccount)?
        |{PLATFORM_WORD}(?=\s?:)|account|cyfrif|add|follow|profile|channel
    )(?!\w)\s?(?:(?:is|was|are|yw|ydy|oedd)(?!\w))?\s?[:=]?\s?["'`(]?(?P<name>[\w][\w.-]{{2,63}})""",
    re.IGNORECASE | re.VERBOSE,
)
# Cues after which also a plain word that is in no list is the name of an account.
STRONG_CUE = re.compile(
    r"user[ -]?name|screen[ -]?name|handle|account name|enw|called|named|goes|known|signs", re.IGNORECASE
)
TOKEN = re.compile(r"(?<![\w.-])[A-Za-z0-9][\w-]{6,63}(?![\w-])")
SPELLED_SEPARATOR = re.compile(r"(?<!\w)(\w{3,64})\s(?:dot|underscore|tanlinell)\s(\w{2,64})", re.IGNORECASE)
HUMPS = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+){2,}\d{0,4}")
LETTERS_AND_DIGITS = re.compile(r"([A-Za-z]{4,})\d{2,6}[a-z]?")
CHANGES = re.compile(r"(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]")
PRODUCT_NAMES = frozenset({"thinkuknow", "stopncii", "capcut", "onlyfans", "openai", "chatgpt"})


def find_account_names(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield code, start and end (exclusive) of names of accounts and identifiers of posts in a normalized text."""
    for match in CUE.finditer(text):
        if is_account_name(match["name"], is_expected=STRONG_CUE.search(match[0]) is not None):
            yield "contains_handle", *match.span("name")
    for match in SPELLED_SEPARATOR.finditer(text):
        if not all(len(word) < 3 or is_ordinary_word(word.lower()) for word in match.groups()):
            yield "contains_handle", *match.span()
    for match in TOKEN.finditer(text):
        if is_content_id(match[0]):
            yield "contains_number", *match.span()
        elif _is_account_like(match[0]):
            yield "contains_handle", *match.span()


def is_account_name(word: str, *, is_expected: bool) -> bool:
    """Return True for a word that is no ordinary one; without `is_expected`, only if it has a digit or full stop."""
    stripped = word.rstrip(".-")
    if any(char.isdigit() for char in stripped) and any(char.isalpha() for char in stripped):
        return len(stripped) > 4
    parts = re.split(r"[._-]", stripped)
    if len(parts) > 1:
        return "." in stripped and all(len(part) > 1 for part in parts)
    return is_expected and len(stripped) > 4 and not stripped.istitle() and not is_ordinary_word(stripped.lower())


def is_content_id(token: str) -> bool:
    """Return True for an identifier such as that of a video: letters of both cases and digits, often changing."""
    letters = "".join(filter(str.isalpha, token))
    is_mixed = not letters.islower() and not letters.isupper()
    return is_mixed and len(token) >= 9 and len(CHANGES.findall(token)) >= 3


def _is_account_like(token: str) -> bool:
    """Return True for TeaSpillerQueen and teaqueen77, which no sentence needs."""
    if HUMPS.fullmatch(token):
        return token.lower() not in PRODUCT_NAMES
    letters_and_digits = LETTERS_AND_DIGITS.fullmatch(token)
    return letters_and_digits is not None and not is_ordinary_word(letters_and_digits[1].lower())
