"""How the address inside a wrapper is written, where it is not written plainly."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from urllib.parse import unquote

from services.links.address import Address

# What was found, and the address in which it was: the address inside, or something that is none.
Unpack = Callable[[str, Address], str]

STARRED = re.compile(r"(?P<text>.+)__;(?P<characters>[\w-]*=*)!.*")
# `**A` stands for two characters, `**B` for three.
RUN = re.compile(r"\*(?:\*([A-Za-z0-9_-]))?")
RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def plain(found: str, address: Address) -> str:
    """As it stands."""
    return found


def base64(found: str, address: Address) -> str:
    """The text whose bytes it is in base 64."""
    try:
        return urlsafe_b64decode(found + "=" * (-len(found) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return ""


def base64_from_third(found: str, address: Address) -> str:
    """The same, behind two characters that say so."""
    return base64(found[2:], address)


def hyphened(found: str, address: Address) -> str:
    """With hyphens for percent signs and low lines for slashes."""
    return unquote(found.replace("-", "%").replace("_", "/"))


def starred(found: str, address: Address) -> str:
    """With stars for the characters that follow it in base 64."""
    parts = STARRED.fullmatch(found)
    if parts is None:
        return ""
    characters = base64(parts["characters"], address)
    position = 0

    def characters_for(run: re.Match[str]) -> str:
        nonlocal position
        start, position = position, position + (RUNS.index(run[1]) + 2 if run[1] else 1)
        return characters[start:position]

    text = RUN.sub(characters_for, parts["text"])
    return text if position == len(characters) else ""


def first_path(found: str, address: Address) -> str:
    """The path is the first of the parameters, and has no name."""
    path, _, parameters = found.partition("&")
    return f"/{unquote(path).lstrip('/')}?{parameters}"


def on_host(found: str, address: Address) -> str:
    """The host is the first label, with hyphens for full stops and two for one."""
    name = address.host.partition(".")[0].replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{name}{found}"
