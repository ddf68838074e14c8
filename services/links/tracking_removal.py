"""Removal of the parts of a pasted link that do not change its target, above all tracking parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from services.core.errors import Invalid
from services.links import platforms
from services.links.link import Link
from services.links.parsing import parse_link
from services.links.pasted_text import split_words
from services.links.redirects import unwrap_redirects
from services.links.repair import HTML_AMPERSAND

# Limits the time spent on one link: every attempt parses a URL. Real links need far fewer.
MAX_PARSE_ATTEMPTS = 48
# The point at which some programs append parameters to a path without a question mark.
PARAMETERS_IN_PATH = re.compile("&|%3f|%26", re.IGNORECASE)


def strip_tracking(text: str) -> str:
    """Return the URL in a pasted text, without redirect wrappers and without parameters that do not change its target.

    Tracking parameters can identify the account of the person who copied the link; so can a redirect wrapper or the
    text around the URL. Parameters without which the page does not open are kept.

    Raises:
        Invalid: as for `parse_link`.
    """
    link = parse_link(text)
    words = split_words(text)
    word = words[0] if len(words) == 1 else next(word for word in words if _leads_to(word, link))
    word = HTML_AMPERSAND.sub("&", word)
    target, _ = unwrap_redirects(word)
    url = target if target == word or _leads_to(target, link) else word
    stripped = _ParameterRemover(link).remove_parameters(url)
    if stripped == word:
        return word
    # A character at the end of the stripped URL may be taken for the punctuation of a sentence.
    return stripped if _leads_to(stripped, link) else word


class _ParameterRemover:
    """Removes parameters from the URL of a link as long as the URL still leads to the same link."""

    def __init__(self, link: Link) -> None:
        """Create a remover for the URLs of this link."""
        self.link = link
        self.attempts = 0

    def remove_parameters(self, url: str) -> str:
        """Return the URL without its fragment and its query parameters, unless the link needs them."""
        before_fragment, hash_sign, fragment = url.partition("#")
        suffix = "" if self._leads_to_link(before_fragment) else hash_sign + fragment
        page, _, query = before_fragment.partition("?")
        parameters = self._select_needed(
            lambda kept: _join_query(page, kept) + suffix, [parameter for parameter in query.split("&") if parameter]
        )
        if (match := PARAMETERS_IN_PATH.search(page)) and self._leads_to_link(
            _join_query(page[: match.start()], parameters) + suffix
        ):
            page = page[: match.start()]
        return _join_query(page, parameters) + suffix

    def _select_needed(self, build_url: Callable[[Sequence[str]], str], parameters: Sequence[str]) -> Sequence[str]:
        """Return the `name=value` parameters that the link or its platform needs, in their order.

        `build_url` returns the URL with the given parameters.
        """
        required_names = platforms.get_required_parameters(self.link.platform)
        required = [parameter for parameter in parameters if parameter.partition("=")[0] in required_names]
        optional = [parameter for parameter in parameters if parameter not in required]
        needed = [*required, *self._bisect_needed(lambda kept: build_url([*kept, *required]), [], optional, [])]
        return [parameter for parameter in parameters if parameter in needed]

    def _bisect_needed(
        self,
        build_url: Callable[[Sequence[str]], str],
        before: Sequence[str],
        candidates: Sequence[str],
        after: Sequence[str],
    ) -> Sequence[str]:
        """Return those of the candidates that cannot be removed while the parameters `before` and `after` are kept.

        Works by bisection, since most parameters can be removed.
        """
        if not candidates or self._leads_to_link(build_url([*before, *after])):
            return []
        if len(candidates) == 1:
            return candidates
        middle = len(candidates) // 2
        needed = self._bisect_needed(build_url, before, candidates[:middle], [*candidates[middle:], *after])
        return [*needed, *self._bisect_needed(build_url, [*before, *needed], candidates[middle:], after)]

    def _leads_to_link(self, url: str) -> bool:
        """Return True if the URL is one of the same link; always False after MAX_PARSE_ATTEMPTS calls."""
        self.attempts += 1
        return self.attempts <= MAX_PARSE_ATTEMPTS and _leads_to(url, self.link)


def _join_query(page: str, parameters: Sequence[str]) -> str:
    """Return the URL of the page with these query parameters."""
    return f"{page}?{'&'.join(parameters)}" if parameters else page


def _leads_to(text: str, link: Link) -> bool:
    """Return True if the text is a URL of the same link."""
    try:
        return parse_link(text).canonical_id == link.canonical_id
    except Invalid:
        return False
