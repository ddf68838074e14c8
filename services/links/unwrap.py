"""From one word of a paste to the address that is meant by it."""

from __future__ import annotations

import contextlib

from services.links import apps, redirects
from services.links.address import Address, read
from services.links.refusal import Refused
from services.links.repair import mended

# Wrappers within wrappers: a sign-in page that leads to a warning that leads to a post.
DEEPEST = 4


def innermost(text: str, depth: int = 0) -> tuple[str, Address]:
    """The address in `text`, as it is written there and read, or the one that this address only leads on to."""
    written = mended(text)
    web = apps.as_web(written)
    address = read(web if web == written else mended(web))
    inner = redirects.carried(address) if depth < DEEPEST else None
    if inner is not None:
        # What is no address inside leaves the page around it, which is one.
        with contextlib.suppress(Refused):
            return innermost(inner, depth + 1)
    return text, address
