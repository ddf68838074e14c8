"""Tenant ids: the ids under which the database holds the rows of organisations.

The tenant id of a union is a keyed permutation of the id under which it is registered. The registry (organisations,
agreements, clients) holds registered ids. All that a union does (access rows, cases, reports, events, feed entries,
idempotency keys) is stored under its tenant id. Without the key nobody can tell which tenant a union is. The tenant id
of every other organisation is its registered id.
"""

from __future__ import annotations

from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from services.core import crypto
from services.core.settings import get_settings

PSEUDONYMOUS_KINDS = frozenset({"union"})


def get_tenant_id(registered_id: UUID, kind: str) -> UUID:
    """Return the tenant id of an organisation of this kind."""
    if kind not in PSEUDONYMOUS_KINDS:
        return registered_id
    return UUID(bytes=_get_cipher(get_settings().encryption_key).encryptor().update(registered_id.bytes))


def invert_tenant_id(tenant_id: UUID) -> UUID:
    """Return the id under which the union with this tenant id is registered.

    For the id of any other organisation this is an id that nobody has.
    """
    return UUID(bytes=_get_cipher(get_settings().encryption_key).decryptor().update(tenant_id.bytes))


def get_tenant_client_id(client_id: str, kind: str) -> str:
    """Return the id under which rows name a client of an organisation of this kind: for a union, a keyed hash."""
    if kind not in PSEUDONYMOUS_KINDS:
        return client_id
    digest = crypto.compute_keyed_hash(get_settings().encryption_key, "tenant client ids", client_id)
    return str(UUID(bytes=digest[:16]))


@cache
def _get_cipher(encryption_key: bytes) -> Cipher[modes.ECB]:
    """Return the permutation of 128-bit blocks: AES, which is one-to-one, so that no two unions share a tenant id."""
    key = crypto.derive_key(encryption_key, "tenant ids")
    # A single block is encrypted each time, for which ECB is a permutation and hides everything.
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305
