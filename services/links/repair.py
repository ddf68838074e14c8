"""Repair of URLs that were damaged by copying, by chat programs, or made harmless on purpose (defanged)."""

from __future__ import annotations

import re

from services.links.percent_encoding import decode_text

# `https://https://`, `ttps://` without its first letter, `https//`, `htps;//`, full-width punctuation, and `hxxp` as
# security people write it.
DAMAGED_SCHEME = re.compile(
    r"(?:(?:h{1,2}[tx]{1,3}p{1,2}s{0,2}|ttps?)(?:\[?[:;\uff1a]{1,2}\]?[/\\\uff0f]*|[/\\\uff0f]{2,}))+", re.IGNORECASE
)
ENCODED_SCHEME = re.compile(r"https?%(?:25)*3A(?:%(?:25)*2F|/){2}", re.IGNORECASE)
# A URL may be percent-encoded several times, by one program after another.
MAX_DECODINGS = 3
# Percent-encoded white space and invisible characters, in a reversed text: they are looked for from the end, because
# a search from the start takes time quadratic in the length of a text that is full of them.
ENCODED_BLANKS_REVERSED = re.compile(
    "(?:" + "|".join(("02%", "90%", "[ad]0%", "0A%2C%", "[b-f]8%08%2E%", "FB%BB%FE%")) + ")*", re.IGNORECASE
)
HTML_AMPERSAND = re.compile(r"&(?:amp;)+")
# `example[.]org`. Replaced before the path only, where no URL has brackets.
DEFANGED_DOT = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
SCHEME_AND_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)


def repair_url(text: str) -> str:
    """Return the URL that was meant; a URL without damage is returned unchanged."""
    for _ in range(MAX_DECODINGS):
        if ENCODED_SCHEME.match(text):
            text = decode_text(text) or text
    # Slashes are escaped in JSON, and ampersands in HTML; no parameter is called `amp;...`.
    if r":\/\/" in text:
        text = text.replace(r"\/", "/")
    text = HTML_AMPERSAND.sub("&", text)
    text = strip_encoded_blanks(text)
    # Chat programs escape the characters that would otherwise format a word.
    text = re.sub(r"\\([_*~])", r"\1", text)
    if scheme := DAMAGED_SCHEME.match(text):
        text = f"https://{text[scheme.end() :]}"
    return SCHEME_AND_AUTHORITY.sub(lambda match: _repair_authority(match[0]), text, count=1)


def strip_encoded_blanks(text: str) -> str:
    """Return the text without percent-encoded white space and invisible characters at its end."""
    return text[: len(text) - match_encoded_blanks(text[::-1], 0)]


def match_encoded_blanks(reversed_text: str, position: int) -> int:
    """Return the end of the percent-encoded blanks that begin at a position of a reversed text."""
    match = ENCODED_BLANKS_REVERSED.match(reversed_text, position)
    return match.end() if match else position


def _repair_authority(text: str) -> str:
    """Return scheme and host with ordinary full stops and slashes."""
    return DEFANGED_DOT.sub(".", text).replace("\uff0f", "/")
