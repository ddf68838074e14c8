"""ETag, If-Match and If-None-Match. An ETag is the row's version column, which the database checks while writing."""

from __future__ import annotations

import re

from flask import Request

from services.core.errors import DomainError, StaleVersion

# A compressed response is another representation, so its ETag differs (RFC 9110, section 8.8.3.3).
GZIP_ETAG_SUFFIX = "-gzip"
VERSION_ETAG = re.compile(r'"(\d{1,18})(?:-gzip)?"')


class PreconditionRequired(DomainError):
    """The request must have an If-Match header with the ETag that you last read."""

    code = "precondition_required"


def format_etag(version: str) -> str:
    """Return the strong ETag of a version."""
    return f'"{version}"'


def parse_if_match(req: Request) -> int:
    """Return the version in the If-Match header.

    Raises PreconditionRequired without the header, and StaleVersion for weak ETags, `*` and lists: the caller must
    name the one version that it changes.
    """
    header = req.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired()
    match = VERSION_ETAG.fullmatch(header.strip())
    if not match:
        raise StaleVersion()
    return int(match[1])


def matches_if_none_match(req: Request, etag: str) -> bool:
    """Return whether the If-None-Match header contains `etag`, weak, compressed or as `*`."""
    header = req.headers.get("If-None-Match", "")
    etags = {part.strip().removeprefix("W/").replace(f'{GZIP_ETAG_SUFFIX}"', '"') for part in header.split(",")}
    return etag in etags or "*" in etags
