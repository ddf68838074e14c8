"""What copying, chats and caution did to the beginning of an address is undone."""

from __future__ import annotations

import re
from urllib.parse import unquote

# `https://https://`, `ttps://` of a copy that began too late, `https//`, and `hxxp` of people who mean to be careful.
WRITTEN = re.compile(r"(?:(?:h[tx]{2}ps?|h?ttps?)(?:\[?:\]?[/\\]*|[/\\]{2,}))+", re.IGNORECASE)
ENCODED = re.compile(r"https?%3A(?:%2F|/){2}", re.IGNORECASE)
# `example[.]org`: only before the path, where no address has brackets.
DEFANGED = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)


def mended(text: str) -> str:
    """The text as its author meant it; whatever is in order stays as it is."""
    if ENCODED.match(text):
        text = _decoded(text)
    # Copied from the source of a program, or of a page; no parameter is called `amp;...`.
    if r":\/\/" in text:
        text = text.replace(r"\/", "/")
    text = re.sub(r"&(?:amp;)+", "&", text)
    if found := WRITTEN.match(text):
        text = f"https://{text[found.end() :]}"
    return AUTHORITY.sub(lambda host: DEFANGED.sub(".", host[0]), text, count=1)


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        # Replacing bytes that are no text would make two addresses one.
        return text
