"""Repair of URLs that were damaged by copying, by chat programs, or made harmless on purpose (defanged)."""

from __future__ import annotations

import re
from urllib.parse import unquote

# `https://https://`, `ttps://` without its first letter, `https//`, `htps;//`, full-width punctuation, and `hxxp` as
# security people write it.
DAMAGED_SCHEME = re.compile(
    r"(?:(?:h{1,2}[tx]{1,3}p{1,2}s{0,2}|ttps?)(?:\[?[:;\uff1a]{1,2}\]?[/\\\uff0f]*|[/\\\uff0f]{2,}))+", re.IGNORECASE
)
ENCODED_SCHEME = re.compile(r"https?%(?:25)*3A(?:%(?:25)*2F|/){2}", re.IGNORECASE)
# A URL may be percent-encoded several times, by one program after another.
MAX_DECODINGS = 3
# Percent-encoded white space and invisible characters at the end, copied along with the URL.
ENCODED_BLANKS_AT_END = re.compile(r"(?:%20|%09|%0[ad]|%C2%A0|%E2%80%8[b-f]|%EF%BB%BF)+\Z", re.IGNORECASE)
HTML_AMPERSAND = re.compile(r"&(?:amp;)+")
# `example[.]org`. Replaced before the path only, where no URL has brackets.
DEFANGED_DOT = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
SCHEME_AND_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)


def repair_url(text: str) -> str:
    """Return the URL that was meant; a URL without damage is returned unchanged."""
    for _ in range(MAX_DECODINGS):
        if ENCODED_SCHEME.match(text):
            text = _percent_decode(text)
    # Slashes are escaped in JSON, and ampersands in HTML; no parameter is called `amp;...`.
    if r":\/\/" in text:
        text = text.replace(r"\/", "/")
    text = HTML_AMPERSAND.sub("&", text)
    if "%" in text[-3:]:
        text = ENCODED_BLANKS_AT_END.sub("", text)
    # Chat programs escape the characters that would otherwise format a word.
    text = re.sub(r"\\([_*~])", r"\1", text)
    if scheme := DAMAGED_SCHEME.match(text):
        text = f"https://{text[scheme.end() :]}"
    return SCHEME_AND_AUTHORITY.sub(lambda match: _repair_authority(match[0]), text, count=1)


def _repair_authority(text: str) -> str:
    """Return scheme and host with ordinary full stops and slashes."""
    return DEFANGED_DOT.sub(".", text).replace("\uff0f", "/")


def _percent_decode(text: str) -> str:
    """Return the percent-decoded text; unchanged if its bytes are no UTF-8, as replacing them would make URLs equal."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
