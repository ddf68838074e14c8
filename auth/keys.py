"""The keys that sign and verify access tokens, as this process sees them: read again every few seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from joserfc.jwk import ECKey

from auth import key_rotation
from auth.key_rotation import Life
from services.core import clock
from services.core.db import transaction

# A key that was replaced because somebody may know it is believed for so much longer.
FRESH_SECONDS = 2.0
# Anybody can invent key ids: they may make a process look again once a second, not once a request.
LOOK_AGAIN_SECONDS = 1.0


@dataclass
class KeyRing:
    """This process's view of the table."""

    _lives: list[Life] = field(default_factory=list)
    _public: dict[str, ECKey] = field(default_factory=dict)
    _private: dict[str, ECKey] = field(default_factory=dict)
    _read_at: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def signing(self) -> ECKey:
        """The newest key whose time has come; one is made when there is none."""
        self._refresh(FRESH_SECONDS)
        if (life := self._current()) is None:
            self._refresh(0)
            life = self._current()
        if life is None:
            raise RuntimeError("no key may sign at this moment")
        kid = life.key.kid
        if kid not in self._private:
            self._private[kid] = key_rotation.opened(life.key)
        return self._private[kid]

    def verifying(self, kid: object) -> ECKey | None:
        """The published key with this id, if there is one."""
        if not isinstance(kid, str):
            return None
        self._refresh(FRESH_SECONDS)
        if kid not in self._public:
            self._refresh(LOOK_AGAIN_SECONDS)
        return self._public[kid] if any(life.key.kid == kid for life in self._shown()) else None

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The public halves, for anybody who wants to verify a token."""
        self._refresh(FRESH_SECONDS)
        return {"keys": [life.key.public_jwk for life in self._shown()]}

    def forget(self) -> None:
        """Read the table again at the next use."""
        self._read_at = float("-inf")

    def _current(self) -> Life | None:
        now = clock.now()
        return next((life for life in self._lives if life.signs(now)), None)

    def _shown(self) -> list[Life]:
        now = clock.now()
        return [life for life in self._lives if life.is_shown(now)]

    def _refresh(self, older_than: float) -> None:
        with self._lock:
            if time.monotonic() - self._read_at < older_than:
                return
            found = _read()
            self._public = {life.key.kid: self._known(life) for life in found}
            self._lives = found
            self._read_at = time.monotonic()

    def _known(self, life: Life) -> ECKey:
        return self._public.get(life.key.kid) or ECKey.import_key(life.key.public_jwk)


@cache
def ring() -> KeyRing:
    """The ring of this process."""
    return KeyRing()


def _read() -> list[Life]:
    """All keys; with a new one when none may sign."""
    now = clock.now()
    with transaction(None) as session:
        known = key_rotation.lives(session)
        if not any(life.signs(now) for life in known):
            key_rotation.make_one_sign(session)
            known = key_rotation.lives(session)
        return known
