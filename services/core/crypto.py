"""AES-256-GCM under a data key per record, and the data key under the key-encryption key. AAD = table, column, id."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class DecryptionError(Exception):
    """The ciphertext does not belong to this key and place."""


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return os.urandom(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, place: str) -> bytes:
    """nonce + ciphertext + tag, bound to the place where it is kept."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, place.encode())


def decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    """The plaintext; Undecipherable when it was moved, changed, or sealed under another key."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise DecryptionError from None


def derive_key(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no two uses share one."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def compute_keyed_hash(secret: bytes, purpose: str, value: str) -> bytes:
    """A blind index: equal values agree, and nobody without the secret can try values."""
    return hmac.new(derive_key(secret, purpose), value.encode(), hashlib.sha256).digest()
