"""Patterns for web addresses and e-mail addresses, also disguised ones. Repetitions are bounded, to bound the time."""

from __future__ import annotations

import re

from services.text_lint.top_level_domains import COMMON_DOMAINS, MAIL_SERVICES, SHORT_LINK_HOSTS, SPELLED_DOMAINS

# The code of a finding, and what it looks like.
FindingPattern = tuple[str, re.Pattern[str]]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE)


def join_words(words: frozenset[str] | list[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


LABEL = r"[\w-]{1,63}"
URL_REST = r"(?:[/?#:][^\s\"]{0,2048})?"
OPENING, CLOSING = r"\s?[\[({<]\s?", r"\s?[\])}>]\s?"
DOT_WORD = r"(?:dot|d0t|full[ -]?stop|atalnod(?: llawn)?)"
VAGUE_DOT_WORD = r"(?:point|period|pwynt)"
AT = rf"(?:@|{OPENING}at{CLOSING}|\s(?-i:AT)\s)"
DOT = rf"(?:\.|{OPENING}(?:\.|dot){CLOSING}|\s(?:\.|dot)\s)"
SPELLED = join_words(SPELLED_DOMAINS)
COMMON = join_words(COMMON_DOMAINS)

EMAIL_PATTERNS: tuple[FindingPattern, ...] = (
    ("contains_email", compile_pattern(rf"(?<![\w.+-])[\w.+-]{{1,64}}{AT}{LABEL}(?:{DOT}{LABEL}){{1,8}}")),
    ("contains_email", compile_pattern(rf"(?<!\w)\w{{1,64}}\s(?:at|@)\s(?:{MAIL_SERVICES.replace(' ', '|')})(?!\w)")),
    ("contains_email", compile_pattern(r"\bmailto\s?:\s?\S{1,254}")),
)

URL_PATTERNS: tuple[FindingPattern, ...] = (
    ("contains_url", compile_pattern(r"(?<!\w)www\w{3,60}(?:com|org|net|uk|cymru|wales)(?!\w)")),
    # With a scheme, also a defanged one: hxxp, h**p, http[:]//.
    ("contains_url", compile_pattern(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,31}\s?:\s?//[^\s\"]{0,2048}")),
    ("contains_url", compile_pattern(r"\bh[tx*]{2}ps?\s?[\[({]?\s?:[^\s\"]{0,2048}")),
    (
        "contains_url",
        compile_pattern(r"\b(?:tel|sms|javascript|data|magnet|skype|whatsapp|snapchat|tg):[\w+/@-]\S{1,200}"),
    ),
    ("contains_url", compile_pattern(rf"\bwww[0-9]?\s?{DOT}\s?[^\s\"]{{1,2048}}")),
    ("contains_url", compile_pattern(r"\b(?:double[ -]?(?:u|you)[\s-]{1,3}){3}")),
    # Without a scheme; hosts are found by services/text_lint/hosts.py.
    ("contains_url", compile_pattern(rf"(?<![\w-])(?:{join_words(SHORT_LINK_HOSTS)})(?![\w-]){URL_REST}")),
    ("contains_url", compile_pattern(r"(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/[^\s\"]{1,2048}")),
    # The path of an address, without its host.
    ("contains_url", compile_pattern(r"[?&][a-z_]{1,20}=[\w-]{4,64}")),
    (
        "contains_url",
        compile_pattern(
            r"(?<![\w/])/(?:@[\w.]{1,64}|watch|reels?|shorts|status|videos?|p|posts?|channel)/[\w@.-]{3,64}"
        ),
    ),
    # With a disguised full stop: example[.]com, example (dot) com, example dot com, example . com, example,com.
    ("contains_url", compile_pattern(rf"(?<![\w-]){LABEL}{OPENING}(?:\.|dot|period){CLOSING}\w{{1,63}}")),
    ("contains_url", compile_pattern(rf"(?<![\w-]){LABEL}[\s_-]{{1,2}}{DOT_WORD}[\s_-]{{1,2}}(?:{SPELLED})(?!\w)")),
    ("contains_url", compile_pattern(rf"(?<![\w-]){LABEL}\s{VAGUE_DOT_WORD}\s(?:{COMMON})(?!\w)")),
    ("contains_url", compile_pattern(rf"(?<!\w)\w{{2,63}}(?<!s)(?:dot)(?:{COMMON})(?!\w)")),
    ("contains_url", compile_pattern(rf"(?<![\w-]){LABEL}(?:\s\.\s?|\s?\.\s)(?-i:{COMMON})(?![\w'])")),
    ("contains_url", compile_pattern(r"(?<![\w,-])[\w-]{2,63},(?:com|org|net|co\.uk|cymru|wales)(?!\w)")),
    (
        "contains_url",
        compile_pattern(
            r"(?<!\w)(?:tiktok|youtube|instagram|facebook|reddit|snapchat|twitter|discord)\s?(?:dot\s)?com(?!\w)"
        ),
    ),
    ("contains_url", compile_pattern(r"(?<!\w)(?:com|org|net)\s(?:forward[ -])?slash\s\w{1,63}")),
    # IPv4 and IPv6 addresses.
    ("contains_url", compile_pattern(r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![\w.])")),
    ("contains_url", compile_pattern(r"(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}:?[0-9a-f]{1,4}(?![\w:])")),
    (
        "contains_url",
        compile_pattern(r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}(?![\w:])"),
    ),
)
