"""Long quotations: between quotation marks of any kind, in a block quote, or announced by a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

MAX_QUOTED_WORDS = 8
WORD = re.compile(r"[^\W_][\w'-]*")
MARK = re.compile(
    r"''|``|,,|&(?:quot|#34|#x22|[lr]dquo|[lr]aquo|[lr]squo|apos|#39);|</?(?:q|blockquote|cite)>|\[/?quote\]|<<|>>|[\"'`*~_]"
    r"|(?<!\w)(?:quote|unquote|end quote)(?!\w)",
    re.IGNORECASE,
)
SPOKEN_MARKS = ("quote", "unquote", "end quote")
# Marks of emphasis in chats, each of which is paired with itself only.
EMPHASIS_MARKS = ("*", "~", "_")
# The pairs of these marks are recognized by the characters beside them, since they have other uses too.
AMBIGUOUS_MARKS = ("'", "`", "*", "~", "_", "&apos;", "&#39;", "&lsquo;", "&rsquo;")
BLOCK_QUOTE = re.compile(r"^[ \t]{0,8}(?:>|&gt;)[^\n]*", re.MULTILINE)
ANNOUNCED = re.compile(
    r"(?<!\w)(?:caption|comment|text|post|title|overlay|banner|message|bio|voice|sign|slogan|pennawd|sylw|neges|testun)"
    r"\s(?:(?:which|that|now|then)\s)?(?:reads|says|said|goes|states|yn dweud|yn darllen)\s?:\s?[^.!?\n]{20,2000}",
    re.IGNORECASE,
)


def find_long_quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of the quotations of more than MAX_QUOTED_WORDS words in a normalized text."""
    word_starts = [match.start() for match in WORD.finditer(text)]

    def is_long(start: int, end: int) -> bool:
        return bisect_left(word_starts, end) - bisect_left(word_starts, start) > MAX_QUOTED_WORDS

    yield from _find_marked_quotations(text, is_long)
    for match in BLOCK_QUOTE.finditer(text):
        if is_long(*match.span()):
            yield match.span()
    for match in ANNOUNCED.finditer(text):
        start = match.start() + match[0].index(":")
        if is_long(start, match.end()):
            yield start + 1, match.end()


def _find_marked_quotations(text: str, is_long: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the long quotations between marks; one that is never closed reaches to the end of the text."""
    openings: dict[str, tuple[int, int]] = {}
    for match in MARK.finditer(text):
        mark = match[0].lower()
        kind = _get_kind(mark)
        if kind in openings and _can_close(text, match, kind):
            start, content_start = openings.pop(kind)
            if is_long(content_start, match.start()):
                yield start, match.end()
        elif kind not in openings and _can_open(text, match, kind):
            openings[kind] = match.span()
    for kind, (start, content_start) in openings.items():
        if kind not in AMBIGUOUS_MARKS and is_long(content_start, len(text)):
            yield start, len(text)


def _get_kind(mark: str) -> str:
    """Return the mark that stands for all marks that can be paired with this one."""
    if mark in SPOKEN_MARKS:
        return "quote"
    if mark in EMPHASIS_MARKS:
        return mark
    return "'" if mark in AMBIGUOUS_MARKS else '"'


def _can_open(text: str, match: re.Match[str], kind: str) -> bool:
    """Return True if a quotation can begin here: for ambiguous marks, in front of a word and behind none."""
    if kind == "quote":
        return match[0].lower() == "quote" and text[match.end() : match.end() + 1] in (",", ":", ")")
    if kind not in AMBIGUOUS_MARKS:
        return True
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return not before.isalnum() and after.strip() != "" and after not in ",.;:)"


def _can_close(text: str, match: re.Match[str], kind: str) -> bool:
    """Return True if a quotation can end here: for ambiguous marks, behind a word and in front of none."""
    if kind == "quote":
        return match[0].lower() != "quote"
    if kind not in AMBIGUOUS_MARKS:
        return True
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    return not before.isspace() and not after.isalnum()
