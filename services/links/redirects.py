"""Replacement of redirect wrappers (pages that only lead to a URL they carry) by the URL inside."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache

from services.links.app_links import convert_app_link
from services.links.errors import InvalidLink
from services.links.path_variants import parse_query
from services.links.redirect_wrappers import REDIRECT_WRAPPERS, RedirectWrapper
from services.links.repair import repair_url
from services.links.url import ParsedUrl, parse_url

# Wrappers may carry wrappers: a sign-in page that leads to a warning page that leads to a post.
MAX_WRAPPERS = 4

WRAPPER_HOST = re.compile("|".join(f"(?:{wrapper.host})" for wrapper in REDIRECT_WRAPPERS))
# Separators of a target inside a path; they are percent-encoded because they would end that path.
ENCODED_SEPARATORS = {"%3f": "?", "%3d": "=", "%26": "&"}
# A URL with a scheme, or a host and a path without one.
TARGET_URL = re.compile(r"(?:https?(?::|%3a)|tg:)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


def unwrap_redirects(text: str, depth: int = 0) -> tuple[str, ParsedUrl]:
    """Return the URL in `text`, or the one inside it if it is a redirect wrapper: as written, and parsed.

    `depth` is the number of wrappers that have been removed already.

    Raises:
        InvalidLink: the text is no URL of a public web page.
    """
    repaired = repair_url(text)
    web_url = convert_app_link(repaired)
    url = parse_url(web_url if web_url == repaired else repair_url(web_url))
    target = _extract_target(url) if depth < MAX_WRAPPERS else None
    if target is not None:
        # A wrapper whose target is invalid is a web page of its own.
        with contextlib.suppress(InvalidLink):
            return unwrap_redirects(target, depth + 1)
    return text, url


def _extract_target(url: ParsedUrl) -> str | None:
    """Return the URL that a redirect wrapper carries, or None if `url` is no wrapper or carries none."""
    if WRAPPER_HOST.fullmatch(url.host) is None:
        return None
    for wrapper in REDIRECT_WRAPPERS:
        if _compile(wrapper.host).fullmatch(url.host) and (path := _compile(wrapper.path).fullmatch(url.path)):
            return _decode_target(wrapper, url, path.groupdict().get("rest"))
    return None


def _decode_target(wrapper: RedirectWrapper, url: ParsedUrl, rest_of_path: str | None) -> str | None:
    """Return the first candidate that decodes to a URL or to a path on the wrapper's own host."""
    candidates = [_join_query(rest_of_path, url)] if rest_of_path else _iterate_parameter_values(wrapper, url)
    for candidate in candidates:
        target = wrapper.decode(candidate, url)
        if TARGET_URL.fullmatch(target):
            return target
        if re.match(r"/[^/\\]", target):
            return f"https://{url.host}{target}"
    return None


def _join_query(target: str, url: ParsedUrl) -> str:
    """Return a target found in the path, with decoded separators and with the wrapper's query, which belongs to it."""
    target = re.sub(
        "%3f|%3d|%26", lambda separator: ENCODED_SEPARATORS[separator[0].lower()], target, flags=re.IGNORECASE
    )
    return f"{target}{'&' if '?' in target else '?'}{url.query}" if url.query else target


def _iterate_parameter_values(wrapper: RedirectWrapper, url: ParsedUrl) -> Iterator[str]:
    """Yield the values of the query parameters that may hold the target."""
    # Single-page applications have parameters in the fragment, too.
    parameters = {**parse_query(url.fragment.removeprefix("?")), **parse_query(url.query)}
    for name in wrapper.parameters.split():
        if value := url.query if name == "?" else parameters.get(name):
            yield value


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of a redirect wrapper, with a group for `{rest}`."""
    return re.compile(pattern.replace("{rest}", "(?P<rest>.+)"), re.IGNORECASE)
