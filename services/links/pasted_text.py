"""Splitting of pasted text into words, without the characters that keyboards, chats and sentences put around a URL."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from services.links.errors import InvalidLink

QUOTES = "\"'`\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e"
# Includes the stars and bars of chat formatting, and the brackets and full stops of other scripts.
OPENING_PUNCTUATION = "<([{*|\u2039\u300a\u300c\u300e\u3010\uff08" + QUOTES
CLOSING_PUNCTUATION = ".,;:!?>*|\u203a\u300b\u300d\u300f\u3011\uff09\u3002\uff0c\u3001\uff01\uff1f\uff1a\uff1b" + QUOTES
BRACKETS = {")": "(", "]": "[", "}": "{"}
URL_LIKE = re.compile(r"https?:|(?:[\w-]{1,63}\.){1,5}[a-z]{2,63}/", re.IGNORECASE)
WHITESPACE = frozenset("\t\n\r")
# Soft hyphens, zero-width spaces and direction marks. Zero-width joiners stay: they join letters and emoji.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# The URL in HTML source, and in the BBCode of forum posts.
MARKUP = re.compile(r"""<a\s(?P<attributes>[^<>]*+)|\[url[=\]]["']?(?P<url>[^\]\["'\s]++)""", re.IGNORECASE)
HREF = re.compile(r"""href\s*+=\s*+["']?([^"'\s>]++)""", re.IGNORECASE)
# Labels that some programs put in front of a URL: `URL:https://example.org`.
LABEL = re.compile(r"(?:^|(?<=[\s<(\[]))(?:url|uri|link|href|src)\s*+[:=\uff1a]\s*+(?=[\"']?https?:)", re.IGNORECASE)


def split_words(text: str) -> list[str]:
    """Return the words of a pasted text without surrounding punctuation; at least one.

    Raises:
        InvalidLink: the text has no words or contains control characters, or a word was shortened with dots.
    """
    visible = _remove_invisible_characters(text)
    if urls := list(_iterate_markup_urls(visible)):
        visible = " ".join(urls)
    # Separate the parts of a Markdown link: `[title](url)`.
    visible = LABEL.sub(" ", visible).replace("](", " ")
    words = [stripped for word in visible.split() if (stripped := _strip_punctuation(word))]
    if not words:
        raise InvalidLink("link_empty")
    return words


def is_url_like(word: str) -> bool:
    """Return True if one of several words could be a URL: it has a web scheme, or a host and a slash."""
    return URL_LIKE.match(word) is not None


def _iterate_markup_urls(text: str) -> Iterator[str]:
    """Yield the URLs of the links in HTML source or BBCode."""
    for markup in MARKUP.finditer(text):
        if markup["url"]:
            yield html.unescape(markup["url"])
        elif href := HREF.search(markup["attributes"] or ""):
            yield html.unescape(href[1])


def _remove_invisible_characters(text: str) -> str:
    """Return the text without invisible characters; raise InvalidLink if it contains other control characters."""
    text = INVISIBLE.sub("", _strip_blanks(text))
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in WHITESPACE for char in text):
        raise InvalidLink("link_control_character")
    return text


def _strip_blanks(text: str) -> str:
    """Return the text without white space, byte order marks and other invisible characters at its ends."""
    start = 0
    while start < len(text) and _is_blank(text[start]):
        start += 1
    return text[start : _find_last_visible(text, len(text))]


def _find_last_visible(text: str, end: int) -> int:
    """Return the position behind the last character before `end` that is not blank."""
    while end and _is_blank(text[end - 1]):
        end -= 1
    return end


def _is_blank(char: str) -> bool:
    """Return True for white space and for Unicode format characters (category Cf)."""
    return (char.isspace() and char >= " ") or char in WHITESPACE or unicodedata.category(char) == "Cf"


def _strip_punctuation(word: str) -> str:
    """Return the word without the quotation marks, brackets and punctuation of the sentence around it."""
    word = _strip_blanks(_strip_blanks(word).lstrip(OPENING_PUNCTUATION))
    # Closing brackets without an opening one. Counted once: each is removed from the end in turn.
    unbalanced = {closing: word.count(closing) - word.count(opening) for closing, opening in BRACKETS.items()}
    end = len(word)
    while end and ((last := word[end - 1]) in CLOSING_PUNCTUATION or unbalanced.get(last, 0) > 0):
        if word.endswith("...", 0, end):
            raise InvalidLink("link_truncated")
        if last in unbalanced:
            unbalanced[last] -= 1
        end = _find_last_visible(word, end - 1)
    # A page shortened the URL for display.
    if word.endswith("…", 0, end):
        raise InvalidLink("link_truncated")
    return word[:end]
