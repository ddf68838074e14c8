"""The shape of what is known about a platform's addresses, and how an address is held against it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import unquote

from services.links.address import Address
from services.links.link import Link
from services.vocabularies.subjects import SubjectType

DIGITS = r"[0-9]{1,25}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of address. `path` is matched whole, without slashes at its ends; `{id}` in it stands for `shape`.

    `space` names a set of ids: within one, equal ids are the same thing, whatever form or kind the address says.
    With `param` the id is the value of that query parameter. An `opaque` rule knows no id. `host` limits a rule to
    one of the platform's sites.
    """

    path: str
    kind: SubjectType
    space: str
    shape: str = DIGITS
    param: str | None = None
    casing: Literal["exact", "lower"] = "exact"
    opaque: bool = False
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Platform:
    """`sites` maps every host to the host whose content it shows; mobile hosts and mirrors map to the main one.

    The first rule that matches wins. `tracking` is dropped from addresses that no rule knows.
    """

    code: str
    sites: Mapping[str, str]
    rules: tuple[Rule, ...]
    tracking: frozenset[str]


def recognise(address: Address, platform: Platform) -> Link | None:
    """What the first matching rule makes of an address; None when no rule knows its form."""
    if address.port:
        return None
    site = platform.sites[address.host]
    routes = list(_routes(address))
    for rule in platform.rules:
        if rule.host in (None, site):
            for path, params in routes:
                if (found := _id(rule, path, params)) is not None:
                    return _link(platform, site, rule, found)
    return None


def _id(rule: Rule, path: str, params: Mapping[str, str]) -> str | None:
    match = _compiled(rule.path, rule.shape).fullmatch(path)
    if match is None:
        return None
    if rule.param is None:
        return match["id"]
    value = params.get(rule.param, "")
    return value if _compiled("{id}", rule.shape).fullmatch(value) else None


@cache
def _compiled(path: str, shape: str) -> re.Pattern[str]:
    return re.compile(path.replace("{id}", f"(?P<id>{shape})"))


def _link(platform: Platform, site: str, rule: Rule, found: str) -> Link:
    if rule.opaque:
        prefix = rule.path.partition("{id}")[0]
        return Link(platform.code, rule.kind, None, f"https://{site}/{prefix}{found}", opaque=True)
    native_id = unicodedata.normalize("NFC", found)
    if rule.casing == "lower":
        native_id = unicodedata.normalize("NFC", native_id.lower())
    return Link(platform.code, rule.kind, native_id, f"{platform.code}:{rule.space}:{native_id}")


def _routes(address: Address) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Path and parameters; and those that old pages kept behind the number sign."""
    yield from _route(address.path, address.query)
    if address.fragment.startswith(("/", "!/")):
        path, _, query = address.fragment.removeprefix("!").partition("?")
        yield from _route(path, query)


def _route(path: str, query: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    # Some programs hang parameters on a path without a question mark; no id holds an ampersand.
    if (decoded := _decoded(path.partition("&")[0])) is not None:
        yield "/".join(segment for segment in decoded.split("/") if segment), _params(query)


def _params(query: str) -> Mapping[str, str]:
    params: dict[str, str] = {}
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        if (decoded := _decoded(value)) is not None:
            params.setdefault(name, decoded)
    return params


def _decoded(text: str) -> str | None:
    """None for bytes that are no text: replacing them would make two ids one."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return None
