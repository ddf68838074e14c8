"""A reported link in canonical form, and its fingerprint."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from services.vocabularies.subjects import SubjectType

# Increase with every change that gives some link another canonical id; a job then recomputes the stored fingerprints.
CANON_VERSION = 4


@dataclass(frozen=True, slots=True)
class Link:
    """The content that a URL leads to. Fields that could locate it are left out of `repr`, and so out of logs.

    `native_id`: the id that the platform gives the content; None if no platform rule matches the URL.
    `canonical_id`: `platform:kind:native id`, or the canonical URL; equal for all URLs of the same content.
    `address`: the address for other organisations, rebuilt from the native id; without a native id, the canonical URL.
    `query_names`: the query parameters that identify the content; None if no platform rule matches the URL.
    `is_short_link`: the target, and so its real type, is unknown without opening the URL.
    `canon_version`: the version of the rules that made `canonical_id`.
    """

    platform: str
    subject_type: SubjectType
    native_id: str | None = field(repr=False)
    canonical_id: str = field(repr=False)
    # Two URLs of the same content can differ in these, for example when one of them leaves out the account.
    address: str = field(repr=False, compare=False)
    query_names: frozenset[str] | None = field(repr=False, compare=False)
    is_short_link: bool = False
    canon_version: int = CANON_VERSION


def compute_fingerprint(link: Link, key: bytes) -> bytes:
    """Return the HMAC-SHA-256 (32 bytes) of the link's canonical id, under which all reports of the link are stored."""
    # The version is not included, so that a new version changes only the fingerprints of links whose id it changes.
    return hmac.digest(key, b"link\0" + link.canonical_id.encode(), "sha256")
