"""The address alone, without what came along when it was copied: words around it, and who shared it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from services.core.errors import Invalid
from services.links import paste, platforms
from services.links.link import Link
from services.links.repair import AMPERSANDS
from services.links.unwrap import innermost

Parse = Callable[[str], Link]
# Asking costs a reading of the address each; nobody's own link needs as many.
MOST_ASKED = 48
# Where programs begin to hang parameters on a path without a question mark.
HUNG = re.compile("&|%3f|%26", re.IGNORECASE)


def cleaned(text: str, parse: Parse) -> str:
    """The one address in the paste that is meant, less every parameter that does not change where it leads.

    Share parameters can name the account of whoever copied the link, words around it can name anybody, and so can what
    a mail filter or a page before leaving wrote around it. A page that opens only with a certain parameter keeps it.
    """
    link = parse(text)
    words = paste.words(text)
    word = words[0] if len(words) == 1 else next(word for word in words if _leads_to(word, link, parse))
    word = AMPERSANDS.sub("&", word)
    inside, _ = innermost(word)
    inside = inside if inside == word or _leads_to(inside, link, parse) else word
    address = _Asking(link, parse).without_needless(inside)
    if address == word:
        return word
    # What stood before a parameter may look like the end of a sentence once it stands last.
    return address if _leads_to(address, link, parse) else word


class _Asking:
    """Leaves out one thing after the other and asks whether what remains is still an address of the same thing."""

    def __init__(self, link: Link, parse: Parse) -> None:
        self.link, self.parse, self.asked = link, parse, 0

    def without_needless(self, address: str) -> str:
        start, sign, fragment = address.partition("#")
        end = "" if self._leads(start) else sign + fragment
        page, _, query = start.partition("?")
        pieces = self._needed(lambda kept: _joined(page, kept) + end, [piece for piece in query.split("&") if piece])
        if (hung := HUNG.search(page)) and self._leads(_joined(page[: hung.start()], pieces) + end):
            page = page[: hung.start()]
        return _joined(page, pieces) + end

    def _needed(self, written: Callable[[Sequence[str]], str], pieces: Sequence[str]) -> Sequence[str]:
        keeps = platforms.keeps(self.link.platform)
        always = [piece for piece in pieces if piece.partition("=")[0] in keeps]
        asked = [piece for piece in pieces if piece not in always]
        needed = [*always, *self._reduced(lambda kept: written([*kept, *always]), [], asked, [])]
        return [piece for piece in pieces if piece in needed]

    def _reduced(
        self,
        written: Callable[[Sequence[str]], str],
        before: Sequence[str],
        asked: Sequence[str],
        after: Sequence[str],
    ) -> Sequence[str]:
        """Those of the pieces that cannot be left out, by halves: most can."""
        if not asked or self._leads(written([*before, *after])):
            return []
        if len(asked) == 1:
            return asked
        half = len(asked) // 2
        first = self._reduced(written, before, asked[:half], [*asked[half:], *after])
        return [*first, *self._reduced(written, [*before, *first], asked[half:], after)]

    def _leads(self, address: str) -> bool:
        self.asked += 1
        return self.asked <= MOST_ASKED and _leads_to(address, self.link, self.parse)


def _joined(page: str, parameters: Sequence[str]) -> str:
    return f"{page}?{'&'.join(parameters)}" if parameters else page


def _leads_to(text: str, link: Link, parse: Parse) -> bool:
    try:
        return parse(text).canonical == link.canonical
    except Invalid:
        return False
