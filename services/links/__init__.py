"""What a reported address leads to, told from its text alone: nothing is ever fetched, short links stay closed."""

from __future__ import annotations

from services.core.errors import FieldError, Invalid
from services.links import generic, paste, platforms
from services.links.link import CANON_VERSION, Link, fingerprint
from services.links.refusal import DETAILS, Refused
from services.links.unwrap import innermost

__all__ = ["CANON_VERSION", "LONGEST", "Link", "fingerprint", "parse"]

LONGEST = 2048


def parse(url: str, *, pointer: str = "/url") -> Link:
    """The link in what somebody pasted; Invalid, without repeating it, when there is none that could be a web page."""
    try:
        return _one(url)
    except Refused as refusal:
        code = refusal.code
    # Raised out here so that no trace of the text hangs on the error.
    raise Invalid(field_errors=(FieldError(pointer, code, DETAILS[code]),))


def _one(text: str) -> Link:
    if len(text) > LONGEST:
        raise Refused("link_too_long")
    words = paste.words(text)
    if len(words) == 1:
        return _link(words[0])
    links = [_link(word) for word in words if paste.looks_like_link(word)]
    if len({link.canonical for link in links}) == 1 and paste.looks_like_link(words[-1]):
        # Words before an address are no part of it; words behind may be, if it has spaces.
        return links[0]
    return _only_recognised(links)


def _only_recognised(links: list[Link]) -> Link:
    """Applications put words around the link they share, and sometimes a second link that advertises themselves."""
    recognised = {link.canonical: link for link in links if link.native_id or link.opaque}
    if len(recognised) > 1 or any(link.platform == platforms.WEB for link in links):
        raise Refused("link_several" if len(links) > 1 else "link_with_spaces")
    if not recognised:
        raise Refused("link_with_spaces")
    return next(iter(recognised.values()))


def _link(text: str) -> Link:
    _, address = innermost(text)
    return platforms.recognise(address) or generic.link(address)
