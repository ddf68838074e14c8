"""Private keys at rest: AES-256-GCM, bound to the very place they are kept in."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.core.settings import Misconfigured, get_settings

NONCE_BYTES = 12


def seal(plain: bytes, place: str) -> bytes:
    """Encrypt for one place, written `table/column/id`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    """Decrypt; a value that was copied from another row does not open."""
    nonce, encrypted = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _cipher().decrypt(nonce, encrypted, place.encode())
    except InvalidTag:
        raise Misconfigured(f"TARIAN_ENCRYPTION_KEY does not open {place.rsplit('/', 1)[0]}") from None


def _cipher() -> AESGCM:
    # The configured key may be longer than AES takes, and serves other purposes elsewhere.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tarian/auth/sealing")
    return AESGCM(derived.derive(get_settings().encryption_key))
