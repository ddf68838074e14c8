"""ETag, If-Match and If-None-Match. The strong ETag is the version column, so the database checks it while writing."""

from __future__ import annotations

import re

from flask import Request

from services.core.errors import DomainError, StaleVersion

# A compressed answer is another representation, so its tag differs; it names the same version.
COMPRESSED = "-gzip"
TAG = re.compile(r'"(\d{1,18})(?:-gzip)?"')


class PreconditionRequired(DomainError):
    """Send If-Match with the ETag that you last read."""

    code = "precondition_required"


def etag(version: int | str) -> str:
    """The tag of one version."""
    return f'"{version}"'


def expected_version(req: Request) -> int:
    """The version that If-Match names. Weak tags, `*` and lists never match: the caller must know what it changes."""
    header = req.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired()
    found = TAG.fullmatch(header.strip())
    if not found:
        raise StaleVersion()
    return int(found[1])


def unchanged(req: Request, tag: str) -> bool:
    """Whether If-None-Match names this tag."""
    header = req.headers.get("If-None-Match", "")
    named = {each.strip().removeprefix("W/").replace(f'{COMPRESSED}"', '"') for each in header.split(",")}
    return tag in named or "*" in named
