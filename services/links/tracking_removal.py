"""Removal of the parts of a pasted link that do not change its target, above all tracking parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.core.errors import Invalid
from services.links import platforms
from services.links.link import Link
from services.links.parsing import PastedLink, find_link, parse_link
from services.links.redirects import unwrap_redirects
from services.links.repair import HTML_AMPERSAND
from services.links.tracking import get_host_tracking_parameters, is_tracking_parameter

# The point at which some programs append parameters to a path without a question mark.
PARAMETERS_IN_PATH = re.compile("&|%3f|%26", re.IGNORECASE)


def strip_tracking(text: str) -> str:
    """Return the URL in a pasted text, without redirect wrappers and without parameters that do not change its target.

    Tracking parameters can identify the account of the person who copied the link; so can a redirect wrapper or the
    text around the URL. Parameters without which the page does not open are kept.

    Raises:
        Invalid: as for `parse_link`.
    """
    return remove_tracking(find_link(text))


def remove_tracking(pasted: PastedLink) -> str:
    """Return the URL of a link that was found in a pasted text, as `strip_tracking` does."""
    url, parsed_url = unwrap_redirects(HTML_AMPERSAND.sub("&", pasted.word))
    # The shortest first. A URL is parsed again, because a character at its end may be taken for punctuation.
    for candidate in dict.fromkeys(_iterate_shorter_urls(url, pasted.link, parsed_url.host)):
        if candidate == pasted.word or _leads_to(candidate, pasted.link):
            return candidate
    return pasted.word


def _iterate_shorter_urls(url: str, link: Link, host: str) -> Iterator[str]:
    """Yield the URL with its needed parameters, without and with parameters in its path and its fragment."""
    before_fragment, hash_sign, fragment = url.partition("#")
    page, _, query = before_fragment.partition("?")
    parameters = [parameter for parameter in re.split("[&?]", query) if _is_needed(parameter, link, host)]
    short_page = PARAMETERS_IN_PATH.split(page, maxsplit=1)[0] if link.query_names is not None else page
    for path in (short_page, page):
        yield _join_query(path, parameters)
        yield _join_query(path, parameters) + hash_sign + fragment


def _is_needed(parameter: str, link: Link, host: str) -> bool:
    """Return True if the page of the link may be another one without this `name=value` parameter."""
    name = parameter.partition("=")[0]
    if not parameter or name in platforms.get_required_parameters(link.platform):
        return bool(parameter)
    if link.query_names is not None:
        return name in link.query_names
    is_tracking = is_tracking_parameter(name) or name in get_host_tracking_parameters(host)
    return not is_tracking and name not in platforms.get_tracking_parameters(link.platform)


def _join_query(page: str, parameters: list[str]) -> str:
    """Return the URL of the page with these query parameters."""
    return f"{page}?{'&'.join(parameters)}" if parameters else page


def _leads_to(text: str, link: Link) -> bool:
    """Return True if the text is a URL of the same link."""
    try:
        return parse_link(text).canonical_id == link.canonical_id
    except Invalid:
        return False
