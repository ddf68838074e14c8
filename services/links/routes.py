"""The ways in which a platform may read an address: people, programs and old pages put its parts in odd places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from services.links.address import Address

Params = Mapping[str, str]
# Pages that build themselves keep their route there; the last two are old forms of YouTube and of Telegram.
IN_FRAGMENT = re.compile(r"!?/|p/|@")


def routes(address: Address) -> Iterator[tuple[str, Params]]:
    """Path, decoded and without empty segments, and parameters: of the address, and of what follows its number sign."""
    yield from _route(address.path, address.query)
    if IN_FRAGMENT.match(address.fragment):
        path, _, query = address.fragment.removeprefix("!").partition("?")
        yield from _route(path, query)
    elif address.fragment.startswith("!"):
        yield from _route(address.path, address.fragment[1:])


def params_of(query: str, between: str = "&") -> Params:
    """The first value of each parameter, without slashes at its end; the characters in `between` end one."""
    params: dict[str, str] = {}
    for piece in re.split(f"[{between}]", query):
        name, equals, value = (piece if "=" in piece else piece.replace("%3D", "=").replace("%3d", "=")).partition("=")
        if equals and (decoded := _decoded(value)) is not None:
            params.setdefault(_decoded(name) or name, decoded.rstrip("/ "))
    return params


def _ids_of(query: str) -> Params:
    # A second question mark is what somebody wrote who added a parameter to an address that had one; and what should
    # have ended an id ends it, even if a program has encoded it.
    return {name: re.split("[&?]", value, maxsplit=1)[0] for name, value in params_of(query, "&?").items()}


def _route(path: str, query: str) -> Iterator[tuple[str, Params]]:
    # Some programs hang parameters on a path without a question mark, or encode it; no id holds either.
    path, _, more = path.partition("&")
    if (decoded := _decoded(path)) is not None:
        decoded, _, most = decoded.partition("?")
        params = _ids_of(f"{query}&{more}&{most}")
        # A segment that was left out may still hold the place of one, as a comment has the third behind its post.
        if "//" in (inner := decoded.strip("/")):
            yield inner.replace("//", "/-/").strip(), params
        yield "/".join(segment for segment in decoded.split("/") if segment).strip(), params


def _decoded(text: str) -> str | None:
    """None for bytes that are no text: replacing them would make two ids one."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return None
