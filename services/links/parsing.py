"""Reading of the one link in a pasted text. Nothing is ever fetched, so the target of a short link stays unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.core.errors import FieldError, Invalid
from services.links import platforms
from services.links.errors import ERROR_DETAILS, InvalidLink
from services.links.link import Link
from services.links.pasted_text import is_url_like, split_words
from services.links.redirects import unwrap_redirects
from services.links.web_pages import build_web_page_link

MAX_LINK_LENGTH = 2048
# Apps add at most one link of their own. More than a few would also multiply the time that one text can take.
MAX_URLS_IN_TEXT = 4


@dataclass(frozen=True, slots=True)
class PastedLink:
    """The one link in a pasted text, and the word of the text that is its URL."""

    word: str = field(repr=False)
    link: Link


def parse_link(text: str, *, pointer: str = "/url") -> Link:
    """Return the link in a pasted text of at most MAX_LINK_LENGTH characters, in time proportional to its length.

    Raises:
        Invalid: the text holds no link to a public web page, or more than one. The error has one field error at
            `pointer` (a JSON pointer), whose detail does not repeat the text.
    """
    return find_link(text, pointer=pointer).link


def find_link(text: str, *, pointer: str = "/url") -> PastedLink:
    """Return the link in a pasted text together with its URL. Raises Invalid as `parse_link` does."""
    try:
        return _find_link(text)
    except InvalidLink as error:
        code = error.code
    # Raised outside the except block, so that the error has no context that contains the text.
    raise Invalid(field_errors=(FieldError(pointer, code, ERROR_DETAILS[code]),))


def _find_link(text: str) -> PastedLink:
    """Return the one link among the words of the text."""
    if len(text) > MAX_LINK_LENGTH:
        raise InvalidLink("link_too_long")
    words = split_words(text)
    if len(words) == 1:
        return PastedLink(words[0], _parse_word(words[0]))
    urls = list(dict.fromkeys(word for word in words if is_url_like(word)))
    if len(urls) > MAX_URLS_IN_TEXT:
        raise InvalidLink("link_several")
    links = [PastedLink(word, _parse_word(word)) for word in urls]
    if len({pasted.link.canonical_id for pasted in links}) == 1 and is_url_like(words[-1]):
        # Words in front of a URL are no part of it. Words behind it may be, if the URL contains spaces.
        return links[0]
    return _select_platform_link(links)


def _select_platform_link(links: list[PastedLink]) -> PastedLink:
    """Return the only link that a platform rule matches.

    Apps put words around a link that they share, and sometimes a second link that advertises the app.
    """
    by_id = {pasted.link.canonical_id: pasted for pasted in reversed(links)}
    platform_links = [pasted for pasted in by_id.values() if pasted.link.native_id or pasted.link.is_short_link]
    if len(platform_links) > 1 or any(pasted.link.platform == platforms.WEB for pasted in links):
        raise InvalidLink("link_several" if len(links) > 1 else "link_with_spaces")
    if not platform_links:
        raise InvalidLink("link_with_spaces")
    return platform_links[0]


def _parse_word(word: str) -> Link:
    """Return the link for a single URL."""
    _, url = unwrap_redirects(word)
    return platforms.match_platform(url) or build_web_page_link(url)
