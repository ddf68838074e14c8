"""The shapes of identifiers that go to the database: a NUL or half a character would be an error there."""

from __future__ import annotations

import re

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_JTI = re.compile(r"[\x21-\x7e]{1,255}")


def is_client_id(value: object) -> bool:
    """Whether a client could have this id."""
    return isinstance(value, str) and _CLIENT_ID.fullmatch(value) is not None


def is_jti(value: object) -> bool:
    """Whether this can be kept as the id of a token: 1 to 255 printable ASCII characters."""
    return isinstance(value, str) and _JTI.fullmatch(value) is not None
