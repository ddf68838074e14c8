"""How an address is held against what is known about a platform."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from services.links.address import Address
from services.links.link import Link
from services.links.routes import Params, routes
from services.links.rules import Platform, Rule, Slot

SLOT = re.compile(r"\{([a-z_]+)\}")


class Route(NamedTuple):
    """One way to read an address."""

    path: str
    params: Params


class Form(NamedTuple):
    """A rule, ready to be held against a route."""

    rule: Rule
    path: re.Pattern[str]
    params: tuple[tuple[str, re.Pattern[str]], ...]


def recognise(address: Address, platform: Platform, site: str) -> Link | None:
    """What the first matching rule makes of an address; None when no rule knows its form."""
    if address.port:
        return None
    host, _, prefix = site.partition("/")
    found = [Route(f"{prefix}/{path}".strip("/"), params) for path, params in routes(address)]
    for form in _forms(platform, host):
        for route in found:
            if (parts := _parts(form, route)) is not None:
                return _link(platform, host, form.rule, parts)
    return None


@cache
def _forms(platform: Platform, host: str) -> tuple[Form, ...]:
    """The rules for one site, compiled once."""

    def pattern(template: str) -> re.Pattern[str]:
        return re.compile(SLOT.sub(group, template), re.IGNORECASE)

    def group(name: re.Match[str]) -> str:
        return f"(?P<{name[1]}>(?-i:{platform.slots[name[1]].shape}))"

    def wanted(query: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        for piece in filter(None, query.split("&")):
            name, _, value = piece.partition("=")
            yield name, pattern(value)

    mine = [rule for rule in platform.rules if rule.host in (None, host)]
    return tuple(Form(rule, pattern(rule.path), tuple(wanted(rule.query))) for rule in mine)


def _parts(form: Form, route: Route) -> dict[str, str] | None:
    match = form.path.fullmatch(route.path)
    if match is None:
        return None
    parts = match.groupdict()
    for name, value in form.params:
        match = value.fullmatch(route.params.get(name, ""))
        if match is None:
            return None
        parts |= match.groupdict()
    return parts


def _link(platform: Platform, host: str, rule: Rule, parts: Mapping[str, str]) -> Link:
    folded = {name: _folded(platform.slots[name], part) for name, part in parts.items()}
    key = SLOT.sub(lambda name: folded[name[1]], rule.key)
    if rule.opaque:
        return Link(platform.code, rule.kind, None, f"https://{host}/{key}", opaque=True)
    return Link(platform.code, rule.kind, key.partition(":")[2], f"{platform.code}:{key}")


def _folded(slot: Slot, part: str) -> str:
    return unicodedata.normalize("NFC", slot.fold(unicodedata.normalize("NFC", part)))
