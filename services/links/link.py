"""A link, reduced to what tells it apart from every other."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from services.vocabularies.subjects import SubjectType

# Raise it with every change that gives some link another canonical text; a job then makes the keys anew.
CANON_VERSION = 3


@dataclass(frozen=True, slots=True)
class Link:
    """`canonical` is the text that the key is made of. What locates anything stays out of `repr`, hence out of logs.

    `opaque`: a short link, whose target (and so its real kind) nobody knows without opening it.
    """

    platform: str
    kind: SubjectType
    native_id: str | None = field(repr=False)
    canonical: str = field(repr=False)
    opaque: bool = False
    canon_version: int = CANON_VERSION


def fingerprint(link: Link, key: bytes) -> bytes:
    """The key under which everybody's paste of the same link meets: 32 bytes that tell nothing without `key`."""
    # The version is not part of it, so that a new version changes the keys of those links only whose text it changes.
    return hmac.digest(key, b"link\0" + link.canonical.encode(), "sha256")
