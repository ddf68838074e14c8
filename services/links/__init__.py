"""Parsing of reported links into canonical ids that are equal for all URLs of the same content."""

from __future__ import annotations

from services.links.link import CANON_VERSION, Link, compute_fingerprint
from services.links.parsing import MAX_LINK_LENGTH, PastedLink, find_link, parse_link
from services.links.tracking_removal import remove_tracking, strip_tracking

__all__ = [
    "CANON_VERSION",
    "MAX_LINK_LENGTH",
    "Link",
    "PastedLink",
    "compute_fingerprint",
    "find_link",
    "parse_link",
    "remove_tracking",
    "strip_tracking",
]
