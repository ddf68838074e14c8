"""Parsing of URLs by the WHATWG URL standard, as browsers do it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from ada_url import URL, HostType

from services.links.errors import InvalidLink

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}")
# Names that resolve inside one network only. Nothing is ever fetched: rejecting them saves people useless reports.
PRIVATE_DOMAINS = ("localhost", "local", "internal", "intranet", "lan", "home", "home.arpa", "corp")
DEFAULT_PORTS = frozenset({"", "80", "443"})


@dataclass(frozen=True, slots=True)
class ParsedUrl:
    """The components of an http or https URL, percent-encoded and with the host in ASCII (Punycode).

    `port` is empty for 80 and 443. `query` and `fragment` come without their `?` and `#`.
    """

    host: str = field(repr=False)
    port: str
    path: str = field(repr=False)
    query: str = field(repr=False)
    fragment: str = field(repr=False)


def parse_url(text: str) -> ParsedUrl:
    """Return the components of the URL in `text`, with or without a scheme.

    Raises:
        InvalidLink: the text is no http or https URL, has userinfo, or its host is not public.
    """
    try:
        url = URL(_add_scheme(text))
    except (ValueError, UnicodeError):
        raise InvalidLink("link_malformed") from None
    if url.username or url.password:
        raise InvalidLink("link_with_credentials")
    return ParsedUrl(
        host=_require_public_host(url.hostname.removesuffix("."), HostType(url.host_type)),
        # The default ports of http and https serve the same page.
        port="" if url.port in DEFAULT_PORTS else url.port,
        path=url.pathname,
        query=url.search.removeprefix("?"),
        fragment=url.hash.removeprefix("#"),
    )


def _add_scheme(text: str) -> str:
    """Return the text with the scheme https if it has none; raise InvalidLink unless its scheme is http or https."""
    if text.startswith("@"):
        raise InvalidLink("link_handle")
    if text.startswith("//"):
        return f"https:{text}"
    match = SCHEME.match(text)
    if match is None or _is_host_and_port(match[1], text[match.end() :]):
        return f"https://{text}"
    if match[1].lower() not in ("http", "https"):
        raise InvalidLink("link_not_web")
    return text


def _is_host_and_port(before_colon: str, after_colon: str) -> bool:
    """Return True if what looks like a scheme is a host name followed by a port: `example.org:8080/path`."""
    return "." in before_colon and re.match(r"\d{1,5}(?:[/?#]|$)", after_colon) is not None


def _require_public_host(host: str, host_type: HostType) -> str:
    """Return the host unchanged; raise InvalidLink unless it is a public domain name or a global IP address."""
    if host_type is HostType.DEFAULT:
        if any(host == domain or host.endswith(f".{domain}") for domain in PRIVATE_DOMAINS):
            raise InvalidLink("link_private_host")
        if HOST.fullmatch(host) is None:
            raise InvalidLink("link_malformed" if "." in host else "link_private_host")
        return host
    ip_address = ipaddress.ip_address(host.strip("[]"))
    if not ip_address.is_global or ip_address.is_multicast:
        raise InvalidLink("link_private_host")
    return host
