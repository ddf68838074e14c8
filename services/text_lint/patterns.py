"""Patterns for URLs, handles, hashtags, numbers and quotations. Repetitions are bounded, to bound the matching time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.text_lint.top_level_domains import COMMON_DOMAINS, DOMAINS, DOMAINS_THAT_ARE_WORDS, SHORT_LINK_HOSTS

# The code of a finding, and what it looks like.
FindingPattern = tuple[str, re.Pattern[str]]

MAX_QUOTED_WORDS = 8


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE)


def _join(words: frozenset[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


LABEL = r"[\w-]{1,63}"
# A label of more than one character that is not digits only: `e.g.`, `p.m.` and `9.30.am` are no domains.
NAME_LABEL = r"(?=[\d_-]{0,63}[^\W\d_])[\w-]{2,63}"
URL_REST = r"(?:[/?#:][^\s\"]{0,2048})?"
AT = r"(?:@|\s?[\[({]\s?at\s?[\])}]\s?)"
DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?)"

CONTACT_PATTERNS: tuple[FindingPattern, ...] = (
    ("contains_email", _compile(rf"[\w.+-]{{1,64}}{AT}{LABEL}(?:{DOT}{LABEL}){{1,8}}")),
)

LINK_PATTERNS: tuple[FindingPattern, ...] = (
    # With a scheme, also a defanged one: hxxp, h**p, http[:]//.
    ("contains_url", _compile(r"\b[a-z][a-z0-9+.-]{1,31}\s?:\s?//[^\s\"]{0,2048}")),
    ("contains_url", _compile(r"\bh[tx*]{2}ps?\s?[\[({]?\s?:[^\s\"]{0,2048}")),
    ("contains_url", _compile(rf"\bwww[0-9]?\s?{DOT}\s?[^\s\"]{{1,2048}}")),
    # Without a scheme.
    ("contains_url", _compile(rf"(?<![\w-])(?:{LABEL}\.){{1,8}}(?:{_join(DOMAINS)})(?![\w-]){URL_REST}")),
    ("contains_url", _compile(rf"(?<![\w-])(?:{_join(SHORT_LINK_HOSTS)})(?![\w-]){URL_REST}")),
    # Top-level domains that are words: only in lower case, since a missing space after a full stop is more likely.
    (
        "contains_url",
        _compile(
            rf"(?<![\w-])(?:{LABEL}\.){{0,7}}{NAME_LABEL}\.(?-i:{_join(DOMAINS_THAT_ARE_WORDS)})(?![\w-]){URL_REST}"
        ),
    ),
    ("contains_url", _compile(rf"(?<![\w-])(?:{LABEL}\.){{1,8}}[a-z]{{2,24}}/[^\s\"]{{1,2048}}")),
    # With a disguised full stop: example[.]com, example (dot) com, example dot com, example . com.
    ("contains_url", _compile(rf"\b{LABEL}\s?[\[({{]\s?(?:\.|dot)\s?[\])}}]\s?\w{{1,63}}")),
    ("contains_url", _compile(rf"\b{LABEL}\sdot\s(?:{_join(DOMAINS)})\b")),
    ("contains_url", _compile(rf"\b\w{{2,63}}dot(?:{_join(COMMON_DOMAINS)})\b")),
    ("contains_url", _compile(rf"\b{LABEL}(?:\s\.\s?|\s?\.\s)(?-i:{_join(COMMON_DOMAINS)})\b")),
    ("contains_url", _compile(r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])")),
    ("contains_handle", _compile(r"@[\w.-]{0,64}\w")),
    ("contains_handle", _compile(r"[\[({]\s?at\s?[\])}]\s?\w{1,64}")),
    ("contains_handle", _compile(r"(?<![\w/])/?[ur]/\w{3,64}")),
    ("contains_handle", _compile(r"\w{1,64}#[0-9]{4}\b")),
    # Words with an underscore are names of accounts or files, hardly ever prose.
    ("contains_handle", _compile(r"(?<!\w)\w{0,64}[^\W_]_{1,8}[^\W_]\w{0,64}")),
    ("contains_hashtag", _compile(r"#(?=\w{0,100}[^\W\d_])\w{1,100}")),
)

NUMBER_PATTERNS: tuple[FindingPattern, ...] = (
    ("contains_phone_number", _compile(r"(?:\+|(?<!\d)00)\d(?:[ ().-]{0,3}\d){7,14}(?!\d)")),
    ("contains_phone_number", _compile(r"(?<![\d-])\(?0[1-9]\d{1,4}\)?[ .-]{0,2}\d{3,4}[ .-]?\d{3,4}(?!\d)")),
    ("contains_number", _compile(r"(?<!\d)\d{10,64}")),
)

# Straight quotation marks alternate; one that is never closed reaches to the end of the text.
DOUBLE_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')
BACKTICK_QUOTED = re.compile(r"`[^`]*`")
# Between letters, ' is an apostrophe; elsewhere it opens or closes a quotation.
SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=\w)(?:[^']|(?<=\w)'(?=\w)){0,1000}'(?!\w)")
WORD = re.compile(r"\w[\w'-]*")


def find_long_quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the quotations of more than MAX_QUOTED_WORDS words in a normalized text."""
    for pattern in (DOUBLE_QUOTED, BACKTICK_QUOTED, SINGLE_QUOTED):
        for match in pattern.finditer(text):
            if sum(1 for _ in WORD.finditer(match[0])) > MAX_QUOTED_WORDS:
                yield match.span()
