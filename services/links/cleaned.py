"""The address alone, without what came along when it was copied: words around it, and who shared it."""

from __future__ import annotations

from collections.abc import Callable

from services.errors import Invalid
from services.links import paste
from services.links.link import Link

Parse = Callable[[str], Link]
MOST_ASKED = 16


def cleaned(text: str, parse: Parse) -> str:
    """The one word of the paste that is the link, less every parameter that does not change where it leads.

    Share parameters can name the account of whoever copied the link, and words around it can name anybody.
    """
    named = parse(text).canonical
    word = next(word for word in paste.words(text) if _leads_to(word, named, parse))
    address, _, fragment = word.partition("#")
    if fragment and not _leads_to(address, named, parse):
        return word
    page, _, query = address.partition("?")
    kept = [parameter for parameter in query.split("&") if parameter]
    if _leads_to(page, named, parse):
        return page
    # Asking costs a reading of the address each; nobody's own link has this many.
    for parameter in kept[:MOST_ASKED]:
        without = [other for other in kept if other is not parameter]
        if _leads_to(_joined(page, without), named, parse):
            kept = without
    return _joined(page, kept)


def _joined(page: str, parameters: list[str]) -> str:
    return f"{page}?{'&'.join(parameters)}" if parameters else page


def _leads_to(text: str, named: str, parse: Parse) -> bool:
    try:
        return parse(text).canonical == named
    except Invalid:
        return False
