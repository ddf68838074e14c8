"""Formats of identifiers that are used in queries: PostgreSQL refuses NUL characters and unpaired surrogates."""

from __future__ import annotations

import re

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_JTI = re.compile(r"[\x21-\x7e]{1,255}")


def is_client_id(value: object) -> bool:
    """Return whether this could be the id of a client: 1 to 64 letters, digits, hyphens and underscores."""
    return isinstance(value, str) and _CLIENT_ID.fullmatch(value) is not None


def is_jti(value: object) -> bool:
    """Return whether this can be stored as the id of a token: 1 to 255 printable ASCII characters."""
    return isinstance(value, str) and _JTI.fullmatch(value) is not None
