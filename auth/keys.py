"""The keys that sign access tokens: made when there is none, cached for a moment in every process."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from auth import jose, sealing
from auth.models import SigningKey
from services.db import transaction

SIGNS_FOR = timedelta(days=90)
# A token signed in the last second of a key must still be verified by everybody until it expires.
SHOWN_AFTERWARDS = timedelta(hours=24)
# The clock of the next worker may be a little behind.
SKEW = timedelta(minutes=1)
FRESH_SECONDS = 30.0
# Anybody can invent key ids: they may make a process look again once a second, not once a request.
LOOK_AGAIN_SECONDS = 1.0


@dataclass
class KeyRing:
    """This process's view of the table."""

    _rows: list[SigningKey] = field(default_factory=list)
    _public: dict[str, ECKey] = field(default_factory=dict)
    _private: dict[str, ECKey] = field(default_factory=dict)
    _read_at: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def signing(self) -> ECKey:
        """The newest key whose time has come."""
        self._refresh(FRESH_SECONDS)
        if (row := _current(self._rows)) is None:
            self._refresh(0)
            row = _current(self._rows)
        if row is None:
            raise RuntimeError("no key may sign at this moment")
        if row.kid not in self._private:
            self._private[row.kid] = _opened(row)
        return self._private[row.kid]

    def verifying(self, kid: object) -> ECKey | None:
        """The published key with this id, if there is one."""
        if not isinstance(kid, str):
            return None
        self._refresh(FRESH_SECONDS)
        if kid not in self._public:
            self._refresh(LOOK_AGAIN_SECONDS)
        return self._public.get(kid)

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The public halves, for anybody who wants to verify a token."""
        self._refresh(FRESH_SECONDS)
        return {"keys": [row.public_jwk for row in self._rows]}

    def forget(self) -> None:
        """Read the table again at the next use."""
        self._read_at = float("-inf")

    def _refresh(self, older_than: float) -> None:
        with self._lock:
            if time.monotonic() - self._read_at < older_than:
                return
            self._rows = _published()
            self._public = {row.kid: ECKey.import_key(row.public_jwk) for row in self._rows}
            self._read_at = time.monotonic()


@cache
def ring() -> KeyRing:
    """The ring of this process."""
    return KeyRing()


def _published() -> list[SigningKey]:
    """The keys to show, newest first; with a new one when none may sign."""
    with transaction(None) as session:
        rows = _all(session)
        if _current(rows) is None:
            _make(session, generation=rows[0].generation + 1 if rows else 1)
            rows = _all(session)
        oldest = datetime.now(UTC) - SHOWN_AFTERWARDS
        return [row for row in rows if row.retire_at > oldest]


def _all(session: Session) -> list[SigningKey]:
    return list(session.scalars(select(SigningKey).order_by(SigningKey.generation.desc())))


def _current(rows: list[SigningKey]) -> SigningKey | None:
    now = datetime.now(UTC)
    return next((row for row in rows if row.not_before <= now < row.retire_at), None)


def _make(session: Session, generation: int) -> None:
    """A new key. When another process has found none either and was quicker, the generation is taken: theirs it is."""
    now = datetime.now(UTC)
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": jose.SIGNING_ALGORITHM}, auto_kid=True)
    private = json.dumps(key.as_dict(private=True)).encode()
    values = {
        "generation": generation,
        "kid": key.kid,
        "private_key": sealing.seal(private, _place(str(key.kid))),
        "public_jwk": key.as_dict(private=False),
        "not_before": now - SKEW,
        "retire_at": now + SIGNS_FOR,
    }
    session.execute(insert(SigningKey).values(values).on_conflict_do_nothing(index_elements=["generation"]))


def _opened(row: SigningKey) -> ECKey:
    return ECKey.import_key(json.loads(sealing.unseal(row.private_key, _place(row.kid))))


def _place(kid: str) -> str:
    return f"signing_key/private_key/{kid}"
