"""Links to pages that no platform rule matches, identified by their normalized URL (RFC 3986, section 6)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from services.links.link import Link
from services.links.percent_encoding import normalize_encoding
from services.links.repair import match_encoded_blanks
from services.links.tracking import SHORTENER_HOSTS, get_host_tracking_parameters, is_tracking_parameter
from services.links.url import ParsedUrl
from services.vocabularies.subjects import SubjectType

# Characters that are not percent-encoded. All others are, so that `%41` and `A` become equal.
SAFE_IN_PATH = "!$'()*+,;=:@&"
SAFE_IN_QUERY = "!$'()*,;:@/"
SAFE_IN_FRAGMENT = SAFE_IN_PATH + "/?"

# Sites whose pages all have the same path and differ in the fragment only.
FRAGMENT_HOSTS = frozenset({"icloud.com", "mega.co.nz", "mega.nz", "web.telegram.org"})
# A session id, which older Java servers put in the path.
SESSION_ID = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)


def build_web_page_link(url: ParsedUrl, *, platform: str = "web", tracking_parameters: Container[str] = ()) -> Link:
    """Return a link that is identified by the normalized URL, without these and the general tracking parameters."""
    canonical_url = normalize_url(url, tracking_parameters)
    return Link(
        platform=platform,
        subject_type=SubjectType.WEBSITE,
        native_id=None,
        canonical_id=canonical_url,
        address=canonical_url,
        query_names=None,
        is_short_link=url.host in SHORTENER_HOSTS,
    )


def normalize_url(url: ParsedUrl, tracking_parameters: Container[str] = ()) -> str:
    """Return the canonical URL: equal for URLs whose differences never lead to another page."""
    port = f":{url.port}" if url.port else ""
    text = f"https://{_strip_www(url.host)}{port}{_normalize_path(url.path)}"
    if query := _normalize_query(url.query, (tracking_parameters, get_host_tracking_parameters(url.host))):
        text += f"?{query}"
    # A fragment is a position on the page, except in single-page applications, where it is the path.
    # What follows `:~:` is for the browser, such as a text to highlight, and no page can read it.
    fragment = url.fragment.partition(":~:")[0]
    if fragment.startswith(("!", "/")) or (fragment and _strip_www(url.host) in FRAGMENT_HOSTS):
        text += f"#{normalize_encoding(fragment, SAFE_IN_FRAGMENT)}"
    return _strip_encoded_blanks(text)


def _strip_encoded_blanks(text: str) -> str:
    """Return the URL without percent-encoded white space at its end and without delimiters left in front of it."""
    reversed_text, length = text[::-1], len(text)
    path_start = length - min(position for position in (text.find("?"), text.find("#"), length) if position >= 0)
    stripped = 0
    while (end := match_encoded_blanks(reversed_text, stripped)) > stripped:
        stripped = _skip(reversed_text, end, "?#&")
        if stripped >= path_start:
            stripped = _skip(reversed_text, stripped, "/")
    return text[: length - stripped]


def _skip(text: str, position: int, characters: str) -> int:
    """Return the first position, from this one on, at which the text has none of the characters."""
    while position < len(text) and text[position] in characters:
        position += 1
    return position


def _strip_www(host: str) -> str:
    """Return the host without `www.`: people leave it out, and practically every site serves the same pages without."""
    rest = host.removeprefix("www.")
    return rest if "." in rest else host


def _normalize_path(path: str) -> str:
    """Return the path with uniform percent-encoding, without trailing slashes and session ids."""
    segments = SESSION_ID.sub("", path).rstrip("/").split("/")
    return "/".join(normalize_encoding(segment, SAFE_IN_PATH) for segment in segments)


def _normalize_query(query: str, tracking_parameters: Iterable[Container[str]]) -> str:
    """Return the query without tracking parameters and sorted by name.

    Programs reorder parameters, so only the order of parameters of the same name is kept.
    """
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    normalized_pairs = [
        (_normalize_query_text(name), equals, _normalize_query_text(value))
        for name, equals, value in pairs
        if not is_tracking_parameter(name) and not any(name in names for names in tracking_parameters)
    ]
    return "&".join(
        f"{name}{equals}{value}" for name, equals, value in sorted(normalized_pairs, key=lambda pair: pair[0])
    )


def _normalize_query_text(text: str) -> str:
    """Return a name or value of the query with uniform percent-encoding; a `+` is a space there."""
    return normalize_encoding(text.replace("+", "%20"), SAFE_IN_QUERY)
