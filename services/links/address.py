"""A web address taken apart, by the same standard as browsers."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from ada_url import URL, HostType

from services.links.refusal import Refused

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}")
# Names that mean something inside one network only. Nothing here is fetched: this spares people useless reports.
PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "home.arpa", "corp")
DEFAULT_PORTS = frozenset({"", "80", "443"})


@dataclass(frozen=True, slots=True)
class Address:
    """As sent over the line: percent-encoded, the host in ASCII. `port` is empty when it is a usual one."""

    host: str = field(repr=False)
    port: str
    path: str = field(repr=False)
    query: str = field(repr=False)
    fragment: str = field(repr=False)


def read(text: str) -> Address:
    """The address in `text`, with or without scheme; Refused when it is no public web page."""
    try:
        url = URL(_with_scheme(text))
    except (ValueError, UnicodeError):
        raise Refused("link_malformed") from None
    if url.username or url.password:
        raise Refused("link_with_credentials")
    return Address(
        host=_public(url.hostname.removesuffix("."), HostType(url.host_type)),
        # http and https show the same page, and so do their ports.
        port="" if url.port in DEFAULT_PORTS else url.port,
        path=url.pathname,
        query=url.search.removeprefix("?"),
        fragment=url.hash.removeprefix("#"),
    )


def _with_scheme(text: str) -> str:
    if text.startswith("@"):
        raise Refused("link_handle")
    if text.startswith("//"):
        return f"https:{text}"
    match = SCHEME.match(text)
    if match is None or _is_host_and_port(match[1], text[match.end() :]):
        return f"https://{text}"
    if match[1].lower() not in ("http", "https"):
        raise Refused("link_not_web")
    return text


def _is_host_and_port(before: str, after: str) -> bool:
    return "." in before and re.match(r"\d{1,5}(?:[/?#]|$)", after) is not None


def _public(host: str, kind: HostType) -> str:
    if kind is HostType.DEFAULT:
        if any(host == name or host.endswith(f".{name}") for name in PRIVATE):
            raise Refused("link_private_host")
        if HOST.fullmatch(host) is None:
            raise Refused("link_malformed" if "." in host else "link_private_host")
        return host
    number = ipaddress.ip_address(host.strip("[]"))
    if not number.is_global or number.is_multicast:
        raise Refused("link_private_host")
    return host
