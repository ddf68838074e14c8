"""Any web address, reduced to the text that equal pages share."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from urllib.parse import quote_from_bytes, unquote_to_bytes

from services.links.address import Address
from services.links.link import Link
from services.links.repair import INVISIBLE
from services.links.tracking import SHORTENERS, is_tracking, of_host
from services.vocabularies.subjects import SubjectType

# What stays readable; everything else is percent-encoded, so that %41, A and their like become one.
IN_PATH = "!$'()*+,;=:@&"
IN_QUERY = "!$'()*,;:@/"
IN_FRAGMENT = IN_PATH + "/?"

# Sites whose every page has one path, and stands behind the number sign alone.
ROUTED = frozenset({"icloud.com", "mega.co.nz", "mega.nz", "web.telegram.org"})
# Who reads, in the path of old programs.
SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)


def link(address: Address, *, platform: str = "web", tracking: Container[str] = ()) -> Link:
    """A link known by its normalised address only."""
    return Link(
        platform=platform,
        kind=SubjectType.WEBSITE,
        native_id=None,
        canonical=normalised(address, tracking),
        opaque=address.host in SHORTENERS,
    )


def normalised(address: Address, tracking: Container[str] = ()) -> str:
    """Equal for addresses that differ only in ways that never lead to another page."""
    port = f":{address.port}" if address.port else ""
    text = f"https://{_bare(address.host)}{port}{_path(address.path)}"
    if query := _query(address.query, (tracking, of_host(address.host))):
        text += f"?{query}"
    # A fragment is a place on the page, unless it is the route of a page that builds itself.
    if address.fragment.startswith(("!", "/")) or (address.fragment and _bare(address.host) in ROUTED):
        text += f"#{_encode(address.fragment, IN_FRAGMENT)}"
    return _trimmed(text)


def _trimmed(text: str) -> str:
    """What is cut off the end of a paste is nothing at the end of an address either, wherever it stood before."""
    while (shorter := INVISIBLE.sub("", text)) != text:
        text = shorter.rstrip("?#&")
        if not {"?", "#"} & set(text):
            text = text.rstrip("/")
    return text


def _bare(host: str) -> str:
    """Without `www.`: sites where it makes a difference are unheard of, people who leave it out are not."""
    rest = host.removeprefix("www.")
    return rest if "." in rest else host


def _path(path: str) -> str:
    return "/".join(_encode(segment, IN_PATH) for segment in SESSION.sub("", path).rstrip("/").split("/"))


def _query(query: str, tracking: Iterable[Container[str]]) -> str:
    """Without tracking, sorted by name: programs reorder parameters, and only those of one name have an order."""
    pieces = [piece.partition("=") for piece in query.split("&") if piece]
    kept = [
        (_form(name), equals, _form(value))
        for name, equals, value in pieces
        if not is_tracking(name) and not any(name in names for names in tracking)
    ]
    return "&".join(f"{name}{equals}{value}" for name, equals, value in sorted(kept, key=lambda piece: piece[0]))


def _form(text: str) -> str:
    return _encode(text.replace("+", "%20"), IN_QUERY)


def _encode(text: str, safe: str) -> str:
    return quote_from_bytes(unquote_to_bytes(text), safe=safe)
