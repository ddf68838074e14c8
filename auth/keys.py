"""The signing keys as one process sees them: a cache of the table that is read again every two seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

from joserfc.jwk import ECKey, KeySetSerialization

from auth.key_rotation import KeyLifetime, decrypt_private_key, ensure_active_key, load_key_lifetimes
from services.core import clock
from services.core.db import transaction

# A revoked key is accepted for this much longer by each process.
CACHE_SECONDS = 2.0
# A token with an unknown key id makes a process read the table again, but not more often than this.
UNKNOWN_KID_CACHE_SECONDS = 1.0


@dataclass
class KeyRing:
    """A cache of all signing keys. Safe to use from several threads."""

    _lifetimes: list[KeyLifetime] = field(default_factory=list)
    _public_keys: dict[str, ECKey] = field(default_factory=dict)
    _private_keys: dict[str, ECKey] = field(default_factory=dict)
    _read_at: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def get_signing_key(self) -> ECKey:
        """Return the private key that signs now; create one when there is none."""
        self._refresh(CACHE_SECONDS)
        if (lifetime := self._find_signing_lifetime()) is None:
            self._refresh(0)
            lifetime = self._find_signing_lifetime()
        if lifetime is None:
            raise RuntimeError("no key may sign at this moment")
        kid = lifetime.key.kid
        if kid not in self._private_keys:
            self._private_keys[kid] = decrypt_private_key(lifetime.key)
        return self._private_keys[kid]

    def find_verification_key(self, kid: object) -> ECKey | None:
        """Return the published public key with this key id, or None when there is none."""
        if not isinstance(kid, str):
            return None
        self._refresh(CACHE_SECONDS)
        if kid not in self._public_keys:
            self._refresh(UNKNOWN_KID_CACHE_SECONDS)
        is_published = any(lifetime.key.kid == kid for lifetime in self._list_published())
        return self._public_keys[kid] if is_published else None

    def get_public_jwks(self) -> KeySetSerialization:
        """Return the published public keys as a JSON Web Key Set (RFC 7517), newest first."""
        self._refresh(CACHE_SECONDS)
        return {"keys": [lifetime.key.public_jwk for lifetime in self._list_published()]}

    def expire(self) -> None:
        """Read the table again at the next use."""
        self._read_at = float("-inf")

    def _find_signing_lifetime(self) -> KeyLifetime | None:
        """Return the newest cached key that may sign now, or None."""
        now = clock.now()
        return next((lifetime for lifetime in self._lifetimes if lifetime.can_sign(now)), None)

    def _list_published(self) -> list[KeyLifetime]:
        """Return the cached keys that are published now, newest first."""
        now = clock.now()
        return [lifetime for lifetime in self._lifetimes if lifetime.is_published(now)]

    def _refresh(self, max_age_seconds: float) -> None:
        """Read the table again, unless it was read in the last `max_age_seconds`."""
        with self._lock:
            if time.monotonic() - self._read_at < max_age_seconds:
                return
            lifetimes = _load_or_create_keys()
            self._public_keys = {lifetime.key.kid: self._import_public_key(lifetime) for lifetime in lifetimes}
            self._lifetimes = lifetimes
            self._read_at = time.monotonic()

    def _import_public_key(self, lifetime: KeyLifetime) -> ECKey:
        """Return the public key, imported once per process."""
        return self._public_keys.get(lifetime.key.kid) or ECKey.import_key(lifetime.key.public_jwk)


@cache
def get_key_ring() -> KeyRing:
    """Return the key ring of this process."""
    return KeyRing()


def _load_or_create_keys() -> list[KeyLifetime]:
    """Return the lifetimes of all keys, newest first, after creating a key if none may sign now."""
    now = clock.now()
    with transaction(None) as session:
        lifetimes = load_key_lifetimes(session)
        if not any(lifetime.can_sign(now) for lifetime in lifetimes):
            ensure_active_key(session)
            lifetimes = load_key_lifetimes(session)
        return lifetimes
