"""Pages that do nothing but lead on to an address they carry: what they carry is what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from services.links.address import Address
from services.links.routes import params_of
from services.links.wrappers import WRAPPERS, Wrapper

HOSTS = re.compile("|".join(f"(?:{wrapper.host})" for wrapper in WRAPPERS))
# The characters with which a carried address goes on, encoded since they would end the path that carries it.
ENCODED = {"%3f": "?", "%3d": "=", "%26": "&"}
# With a scheme, or the host and path of an address that somebody wrote without.
ADDRESS = re.compile(r"(?:https?(?::|%3a)|tg:)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


def carried(address: Address) -> str | None:
    """The address inside this one, if it is only a wrapper."""
    if HOSTS.fullmatch(address.host) is None:
        return None
    for wrapper in WRAPPERS:
        if _pattern(wrapper.host).fullmatch(address.host) and (path := _pattern(wrapper.path).fullmatch(address.path)):
            return _inside(wrapper, address, path.groupdict().get("rest"))
    return None


def _inside(wrapper: Wrapper, address: Address, rest: str | None) -> str | None:
    found = [_continued(rest, address)] if rest else _values(wrapper, address)
    for value in found:
        unpacked = wrapper.unpack(value, address)
        if ADDRESS.fullmatch(unpacked):
            return unpacked
        if re.match(r"/[^/\\]", unpacked):
            return f"https://{address.host}{unpacked}"
    return None


def _continued(rest: str, address: Address) -> str:
    rest = re.sub("%3f|%3d|%26", lambda found: ENCODED[found[0].lower()], rest, flags=re.IGNORECASE)
    return f"{rest}{'&' if '?' in rest else '?'}{address.query}" if address.query else rest


def _values(wrapper: Wrapper, address: Address) -> Iterator[str]:
    # Pages that build themselves have parameters behind the number sign, too.
    params = {**params_of(address.fragment.removeprefix("?")), **params_of(address.query)}
    for name in wrapper.params.split():
        if value := address.query if name == "?" else params.get(name):
            yield value


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("{rest}", "(?P<rest>.+)"), re.IGNORECASE)
