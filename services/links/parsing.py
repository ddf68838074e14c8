"""Reading of the one link in a pasted text. Nothing is ever fetched, so the target of a short link stays unknown."""

from __future__ import annotations

from services.core.errors import FieldError, Invalid
from services.links import platforms
from services.links.errors import ERROR_DETAILS, InvalidLink
from services.links.link import Link
from services.links.pasted_text import is_url_like, split_words
from services.links.redirects import unwrap_redirects
from services.links.web_pages import build_web_page_link

MAX_LINK_LENGTH = 2048


def parse_link(text: str, *, pointer: str = "/url") -> Link:
    """Return the link in a pasted text of at most MAX_LINK_LENGTH characters.

    Raises:
        Invalid: the text holds no link to a public web page, or more than one. The error has one field error at
            `pointer` (a JSON pointer), whose detail does not repeat the text.
    """
    try:
        return _parse_pasted_text(text)
    except InvalidLink as error:
        code = error.code
    # Raised outside the except block, so that the error has no context that contains the text.
    raise Invalid(field_errors=(FieldError(pointer, code, ERROR_DETAILS[code]),))


def _parse_pasted_text(text: str) -> Link:
    """Return the one link among the words of the text."""
    if len(text) > MAX_LINK_LENGTH:
        raise InvalidLink("link_too_long")
    words = split_words(text)
    if len(words) == 1:
        return _parse_word(words[0])
    links = [_parse_word(word) for word in words if is_url_like(word)]
    if len({link.canonical_id for link in links}) == 1 and is_url_like(words[-1]):
        # Words in front of a URL are no part of it. Words behind it may be, if the URL contains spaces.
        return links[0]
    return _select_platform_link(links)


def _select_platform_link(links: list[Link]) -> Link:
    """Return the only link that a platform rule matches.

    Apps put words around a link that they share, and sometimes a second link that advertises the app.
    """
    platform_links = {link.canonical_id: link for link in links if link.native_id or link.is_short_link}
    if len(platform_links) > 1 or any(link.platform == platforms.WEB for link in links):
        raise InvalidLink("link_several" if len(links) > 1 else "link_with_spaces")
    if not platform_links:
        raise InvalidLink("link_with_spaces")
    return next(iter(platform_links.values()))


def _parse_word(word: str) -> Link:
    """Return the link for a single URL."""
    _, url = unwrap_redirects(word)
    return platforms.match_platform(url) or build_web_page_link(url)
