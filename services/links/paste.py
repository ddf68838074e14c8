"""From what a person pasted to the words in it, without what a keyboard, a chat or a sentence hung on them."""

from __future__ import annotations

import html
import re
import unicodedata

from services.links.refusal import Refused

QUOTES = "\"'`\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e"
# With the stars and bars that chats write around what is bold or hidden, and the stops of other scripts.
OPENING = "<([{*|\u2039\u300a\u300c\u300e\u3010\uff08" + QUOTES
CLOSING = ".,;:!?>*|\u203a\u300b\u300d\u300f\u3011\uff09\u3002\uff0c\u3001\uff01\uff1f\uff1a\uff1b" + QUOTES
BRACKETS = {")": "(", "]": "[", "}": "{"}
LINK = re.compile(r"https?:|(?:[\w-]{1,63}\.){1,5}[a-z]{2,63}/", re.IGNORECASE)
WHITESPACE = frozenset("\t\n\r")
# They break long words and turn the direction of writing. Those that join letters and pictures belong to them.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Links in the source of a page, and in that of an old forum's post.
MARKED = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)|\[url[=\]]["']?([^\]\["'\s]+)""", re.IGNORECASE)
# What some programs write before an address.
NAMED = re.compile(r"(?:^|(?<=[\s<(\[]))(?:url|uri|link|href|src)\s*[:=\uff1a]\s*(?=[\"']?https?:)", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words of a paste, trimmed; there is at least one."""
    # `[title](address)` is how some programs copy a link.
    visible = _visible(text)
    if marked := [html.unescape(found[1] or found[2]) for found in MARKED.finditer(visible)]:
        visible = " ".join(marked)
    visible = NAMED.sub(" ", visible).replace("](", " ")
    found = [trimmed for word in visible.split() if (trimmed := _trim(word))]
    if not found:
        raise Refused("link_empty")
    return found


def looks_like_link(word: str) -> bool:
    """Whether this word of several can be meant as an address."""
    return LINK.match(word) is not None


def _visible(text: str) -> str:
    """The text without the invisible characters around it; Refused where others hide within."""
    text = INVISIBLE.sub("", _strip(text))
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in WHITESPACE for char in text):
        raise Refused("link_control_character")
    return text


def _strip(text: str) -> str:
    """Byte order marks, zero-width spaces and direction marks come with a copy; they are no part of an address."""
    start, end = 0, len(text)
    while start < end and _blank(text[start]):
        start += 1
    while start < end and _blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _blank(char: str) -> bool:
    return (char.isspace() and char >= " ") or char in WHITESPACE or unicodedata.category(char) == "Cf"


def _trim(word: str) -> str:
    """Without the quotation marks, brackets and punctuation of the sentence around it."""
    word = _strip(word).lstrip(OPENING)
    while word and (word[-1] in CLOSING or _unbalanced(word)):
        if word.endswith("..."):
            raise Refused("link_truncated")
        word = _strip(word[:-1])
    # What a page shortened for display is not the address.
    if word.endswith("…"):
        raise Refused("link_truncated")
    return word


def _unbalanced(word: str) -> bool:
    opening = BRACKETS.get(word[-1])
    return opening is not None and word.count(opening) < word.count(word[-1])
