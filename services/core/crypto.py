"""Encryption with AES-256-GCM, key derivation with HKDF, keyed hashes with HMAC.

The context of a ciphertext (table, column, id) is its additional authenticated data: a ciphertext that is copied to
another place cannot be decrypted there.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class DecryptionError(Exception):
    """The ciphertext was changed, or belongs to another key or another context."""


def new_key() -> bytes:
    """Return a random 256-bit key."""
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, context: str) -> bytes:
    """Return nonce, ciphertext and tag; `context` is the place where the result is stored (table, column, id)."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context.encode())


def decrypt(key: bytes, encrypted: bytes, context: str) -> bytes:
    """Return the plaintext. Raises DecryptionError."""
    try:
        return AESGCM(key).decrypt(encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise DecryptionError from None


@lru_cache(maxsize=1024)
def derive_key(secret: bytes, purpose: str) -> bytes:
    """Return a 256-bit key for one purpose (HKDF, RFC 5869), so that no two purposes share a key."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def compute_keyed_hash(secret: bytes, purpose: str, value: str) -> bytes:
    """Return HMAC-SHA-256 of the value: a blind index. Without the secret nobody can test guesses of the value."""
    return hmac.new(derive_key(secret, purpose), value.encode(), hashlib.sha256).digest()
