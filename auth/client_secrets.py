"""Client secrets: made here, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

RANDOM_BYTES = 32


def new_secret() -> str:
    """A secret of 256 random bits."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def hashed(secret: str) -> bytes:
    """SHA-256, and deliberately no slow hash: nobody guesses 256 random bits, and a slow one would let
    anybody keep the token endpoint busy with wrong secrets."""
    return hashlib.sha256(secret.encode()).digest()


def matches(secret: str, kept: bytes) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(hashed(secret), kept)
