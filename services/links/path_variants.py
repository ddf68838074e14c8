"""The paths and query parameters that a platform may read from a URL, including those put in unusual places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from services.links.percent_encoding import decode_text
from services.links.url import ParsedUrl

QueryParameters = Mapping[str, str]
# Fragments that hold the path of a single-page application; `p/` and `@` are old forms of YouTube and Telegram.
PATH_IN_FRAGMENT = re.compile(r"!?/|p/|@")


class PathVariant(NamedTuple):
    """A decoded path without empty segments and outer slashes, and the query parameters that belong to it."""

    path: str
    parameters: QueryParameters


def iterate_path_variants(url: ParsedUrl) -> Iterator[PathVariant]:
    """Yield pairs of path and query parameters: first those of the URL, then those in its fragment, if any."""
    yield from _split_path_and_query(url.path, url.query)
    if PATH_IN_FRAGMENT.match(url.fragment):
        path, _, query = url.fragment.removeprefix("!").partition("?")
        yield from _split_path_and_query(path, query)
    elif url.fragment.startswith("!"):
        yield from _split_path_and_query(url.path, url.fragment[1:])


def parse_query(query: str, separators: str = "&") -> QueryParameters:
    """Return the first value of each query parameter, decoded and without trailing slashes.

    Every character of `separators` ends a parameter. Parameters with bytes that are no UTF-8 are left out.
    """
    parameters: dict[str, str] = {}
    for pair in re.split(f"[{separators}]", query):
        name, equals, value = (pair if "=" in pair else pair.replace("%3D", "=").replace("%3d", "=")).partition("=")
        if equals and (decoded := decode_text(value)) is not None:
            parameters.setdefault(decode_text(name) or name, decoded.rstrip("/ "))
    return parameters


def _parse_query_leniently(query: str) -> QueryParameters:
    """Return the query parameters, treating a second `?` as a separator and cutting values at an encoded `&` or `?`."""
    # Some programs append `?name=value` to a URL that already has a query, or percent-encode the separators.
    return {name: re.split("[&?]", value, maxsplit=1)[0] for name, value in parse_query(query, "&?").items()}


def _split_path_and_query(path: str, query: str) -> Iterator[PathVariant]:
    """Yield the decoded path and its parameters, also those appended to the path with `&` or an encoded `?`."""
    # Some programs append parameters to a path without `?`, or encode the `?`. No native id contains `&` or `?`.
    path, _, query_after_ampersand = path.partition("&")
    if (decoded := decode_text(path)) is not None:
        decoded, _, query_in_path = decoded.partition("?")
        parameters = _parse_query_leniently(f"{query}&{query_after_ampersand}&{query_in_path}")
        # An empty segment may keep the position of an omitted one: a comment id is the third segment after its post.
        if "//" in (inner := decoded.strip("/")):
            yield PathVariant(inner.replace("//", "/-/").strip(), parameters)
        yield PathVariant("/".join(segment for segment in decoded.split("/") if segment).strip(), parameters)
