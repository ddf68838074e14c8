"""ETag, If-Match and If-None-Match. An ETag is the row's version column, which the database checks while writing."""

from __future__ import annotations

import re

from flask import Request

from services.core.errors import DomainError, StaleVersion

# The quotes are part of an entity tag (RFC 9110, section 8.8.3).
STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')
VERSION_ETAG = re.compile(r'"(0|[1-9][0-9]{0,17})"')


class PreconditionRequired(DomainError):
    """The request must have an If-Match header with the ETag that you last read."""

    code = "precondition_required"


class IfMatchInvalid(DomainError):
    """If-Match must be one strong ETag, in quotes, as you read it."""

    code = "if_match_invalid"


def format_etag(version: str) -> str:
    """Return the strong ETag of a version."""
    return f'"{version}"'


def parse_if_match(req: Request) -> int:
    """Return the version in the If-Match header.

    Raises PreconditionRequired without the header, IfMatchInvalid unless it is one strong ETag, because the caller must
    name the one version that it changes, and StaleVersion for an ETag that no version has.
    """
    header = req.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired
    etag = header.strip()
    if etag == "*":
        raise IfMatchInvalid("If-Match must name the version that you change; `*` would match every version.")
    if not STRONG_ETAG.fullmatch(etag):
        raise IfMatchInvalid
    match = VERSION_ETAG.fullmatch(etag)
    if not match:
        raise StaleVersion
    return int(match[1])


def matches_if_none_match(req: Request, etag: str) -> bool:
    """Return whether the If-None-Match header contains `etag`, strong or weak, or is `*`."""
    etags = {part.strip().removeprefix("W/") for part in req.headers.get("If-None-Match", "").split(",")}
    return etag in etags or "*" in etags
