"""What leads to content or people: addresses, handles, tags, numbers. Every repetition is bounded, so time is too."""

from __future__ import annotations

import re

from services.text_lint.tlds import CERTAIN, COMMON, DOUBTFUL, SHORT_HOSTS


def _search(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _one_of(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


LABEL = r"[\w-]{1,63}"
# More than one letter, and not digits alone: `e.g.`, `p.m.` and `9.30.am` are no domains.
NAME = r"(?=[\d_-]{0,63}[^\W\d_])[\w-]{2,63}"
REST = r"(?:[/?#:][^\s\"]{0,2048})?"
AT = r"(?:@|\s?[\[({]\s?at\s?[\])}]\s?)"
DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?)"

CONTACTS = (("contains_email", _search(rf"[\w.+-]{{1,64}}{AT}{LABEL}(?:{DOT}{LABEL}){{1,8}}")),)

LINKS = (
    # With a scheme, also where it was made harmless: hxxp, h**p, http[:]//.
    ("contains_url", _search(r"\b[a-z][a-z0-9+.-]{1,31}\s?:\s?//[^\s\"]{0,2048}")),
    ("contains_url", _search(r"\bh[tx*]{2}ps?\s?[\[({]?\s?:[^\s\"]{0,2048}")),
    ("contains_url", _search(rf"\bwww[0-9]?\s?{DOT}\s?[^\s\"]{{1,2048}}")),
    # Without one.
    ("contains_url", _search(rf"(?<![\w-])(?:{LABEL}\.){{1,8}}(?:{_one_of(CERTAIN)})(?![\w-]){REST}")),
    ("contains_url", _search(rf"(?<![\w-])(?:{_one_of(SHORT_HOSTS)})(?![\w-]){REST}")),
    # Endings that are words too: a full stop without a space is likelier, unless it is written small or goes on.
    ("contains_url", _search(rf"(?<![\w-])(?:{LABEL}\.){{0,7}}{NAME}\.(?-i:{_one_of(DOUBTFUL)})(?![\w-]){REST}")),
    ("contains_url", _search(rf"(?<![\w-])(?:{LABEL}\.){{1,8}}[a-z]{{2,24}}/[^\s\"]{{1,2048}}")),
    # Taken apart: example[.]com, example (dot) com, example dot com, example . com.
    ("contains_url", _search(rf"\b{LABEL}\s?[\[({{]\s?(?:\.|dot)\s?[\])}}]\s?\w{{1,63}}")),
    ("contains_url", _search(rf"\b{LABEL}\sdot\s(?:{_one_of(CERTAIN)})\b")),
    ("contains_url", _search(rf"\b\w{{2,63}}dot(?:{_one_of(COMMON)})\b")),
    ("contains_url", _search(rf"\b{LABEL}(?:\s\.\s?|\s?\.\s)(?-i:{_one_of(COMMON)})\b")),
    ("contains_url", _search(r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])")),
    ("contains_handle", _search(r"@[\w.-]{0,64}\w")),
    ("contains_handle", _search(r"[\[({]\s?at\s?[\])}]\s?\w{1,64}")),
    ("contains_handle", _search(r"(?<![\w/])/?[ur]/\w{3,64}")),
    ("contains_handle", _search(r"\w{1,64}#[0-9]{4}\b")),
    # Words joined by a low line are names of accounts or files, hardly ever prose.
    ("contains_handle", _search(r"(?<!\w)\w{0,64}[^\W_]_{1,8}[^\W_]\w{0,64}")),
    ("contains_hashtag", _search(r"#(?=\w{0,100}[^\W\d_])\w{1,100}")),
)

NUMBERS = (
    ("contains_phone_number", _search(r"(?:\+|(?<!\d)00)\d(?:[ ().-]{0,3}\d){7,14}(?!\d)")),
    ("contains_phone_number", _search(r"(?<![\d-])\(?0[1-9]\d{1,4}\)?[ .-]{0,2}\d{3,4}[ .-]?\d{3,4}(?!\d)")),
    ("contains_number", _search(r"(?<!\d)\d{10,64}")),
)
