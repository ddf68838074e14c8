"""What copying, chats and caution did to the beginning of an address is undone."""

from __future__ import annotations

import re
from urllib.parse import unquote

# `https://https://`, `ttps://` of a copy that began too late, `https//`, `htps;//`, the wide signs of other keyboards,
# and `hxxp` of people who mean to be careful.
WRITTEN = re.compile(
    r"(?:(?:h{1,2}[tx]{1,3}p{1,2}s{0,2}|ttps?)(?:\[?[:;\uff1a]{1,2}\]?[/\\\uff0f]*|[/\\\uff0f]{2,}))+", re.IGNORECASE
)
ENCODED = re.compile(r"https?%(?:25)*3A(?:%(?:25)*2F|/){2}", re.IGNORECASE)
# Encoded by a program that did not know how often the program before it had.
MOST_ENCODED = 3
# What looks like nothing at the end of a copy looks like nothing to a program that encodes it too.
INVISIBLE = re.compile(r"(?:%20|%09|%0[ad]|%C2%A0|%E2%80%8[b-f]|%EF%BB%BF)+\Z", re.IGNORECASE)
AMPERSANDS = re.compile(r"&(?:amp;)+")
# `example[.]org`: only before the path, where no address has brackets.
DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)


def mended(text: str) -> str:
    """The text as its author meant it; whatever is in order stays as it is."""
    for _ in range(MOST_ENCODED):
        if ENCODED.match(text):
            text = _decoded(text)
    # Copied from the source of a program, or of a page; no parameter is called `amp;...`.
    if r":\/\/" in text:
        text = text.replace(r"\/", "/")
    text = AMPERSANDS.sub("&", text)
    if "%" in text[-3:]:
        text = INVISIBLE.sub("", text)
    # Chats put it before signs that would otherwise make a word bold or slanted.
    text = re.sub(r"\\([_*~])", r"\1", text)
    if found := WRITTEN.match(text):
        text = f"https://{text[found.end() :]}"
    return AUTHORITY.sub(lambda host: DEFANGED.sub(".", host[0]).replace("\uff0f", "/"), text, count=1)


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        # Replacing bytes that are no text would make two addresses one.
        return text
