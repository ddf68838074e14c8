"""Creation and lifetimes of the keys that sign access tokens. Rows are never changed: a newer key ends older ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from joserfc.jwk import ECKey
from sqlalchemy import func, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from auth import jose
from auth.models import SigningKey
from services.core import clock, crypto
from services.core.settings import Misconfigured, get_settings

SIGNING_PERIOD = timedelta(days=90)
# Clients may cache the key set for a day: a key is published that long before it signs.
PUBLISHED_BEFORE = timedelta(hours=24)
# A token that was signed in the last second of a key must be verifiable until it expires.
PUBLISHED_AFTER = timedelta(hours=24)
# Leaves the daily job six attempts before the next key would be published late.
PREPARED_BEFORE = timedelta(days=7)
# A key that must sign at once begins this much earlier, because clocks of other processes may be behind.
CLOCK_SKEW = timedelta(minutes=1)
# An arbitrary number that no other advisory lock uses.
ADVISORY_LOCK_ID = 0x7461_7269_616E_6B79


@dataclass(frozen=True, slots=True)
class KeyLifetime:
    """A key, the moments from and until which it signs, and whether a later key revoked its signatures."""

    key: SigningKey
    signs_from: datetime
    signs_until: datetime
    is_revoked: bool

    def can_sign(self, moment: datetime) -> bool:
        """Return whether the key may sign at this moment. Of several such keys the newest signs."""
        return self.signs_from <= moment < self.signs_until

    def is_published(self, moment: datetime) -> bool:
        """Return whether the key is in the key set, and its signatures are accepted, at this moment."""
        published_after = timedelta() if self.is_revoked else PUBLISHED_AFTER
        return self.signs_from - PUBLISHED_BEFORE <= moment < self.signs_until + published_after


def load_key_lifetimes(session: Session) -> list[KeyLifetime]:
    """Return the lifetimes of all keys, newest first."""
    newest_first = session.scalars(select(SigningKey).order_by(SigningKey.generation.desc())).all()
    lifetimes: list[KeyLifetime] = []
    for key in newest_first:
        # A newer key may begin earlier than the one before it, which then never signs.
        signs_until = min([key.retire_at, *(newer.signs_from for newer in lifetimes)])
        is_revoked = any(newer.key.revokes_earlier for newer in lifetimes)
        lifetimes.append(KeyLifetime(key, key.not_before, signs_until, is_revoked))
    return lifetimes


def ensure_active_key(session: Session) -> None:
    """Create a key that signs at once, unless there is a key that may sign."""
    _lock_keys(session)
    lifetimes, now = load_key_lifetimes(session), clock.now()
    if not any(lifetime.can_sign(now) for lifetime in lifetimes):
        _create_key(session, lifetimes, now - CLOCK_SKEW)


def prepare_next_key(session: Session) -> KeyLifetime | None:
    """Create the key that follows the newest one, if that one ends within PREPARED_BEFORE; return None otherwise."""
    ensure_active_key(session)
    lifetimes = load_key_lifetimes(session)
    newest = lifetimes[0]
    if newest.signs_until - clock.now() > PREPARED_BEFORE:
        return None
    return _create_key(session, lifetimes, newest.signs_until)


def rotate(session: Session) -> KeyLifetime:
    """Create the next signing key unless there is one; it signs from 24 hours from now on. Return its lifetime.

    Needs the rights of an operator, as does `rotate_compromised`.
    """
    ensure_active_key(session)
    lifetimes, now = load_key_lifetimes(session), clock.now()
    newest = lifetimes[0]
    if now < newest.signs_from <= now + PUBLISHED_BEFORE:
        return newest
    return _create_key(session, lifetimes, now + PUBLISHED_BEFORE, replaces_earlier=True)


def rotate_compromised(session: Session) -> KeyLifetime:
    """Create a key that signs at once and revokes all earlier keys, for when a private key may be known to others."""
    _lock_keys(session)
    begin = clock.now() - CLOCK_SKEW
    return _create_key(session, load_key_lifetimes(session), begin, replaces_earlier=True, revokes_earlier=True)


def decrypt_private_key(key: SigningKey) -> ECKey:
    """Return the private key; raise Misconfigured when it was encrypted under another encryption key."""
    try:
        private_jwk = crypto.decrypt(_derive_encryption_key(), key.private_key, _encryption_context(key.kid))
    except crypto.DecryptionError:
        raise Misconfigured("TARIAN_ENCRYPTION_KEY does not decrypt the signing keys of this database") from None
    return ECKey.import_key(json.loads(private_jwk))


def _lock_keys(session: Session) -> None:
    """Let one transaction at a time create keys, until it ends: the next one then finds the new key."""
    session.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK_ID)))


def _create_key(
    session: Session,
    lifetimes: Sequence[KeyLifetime],
    signs_from: datetime,
    *,
    replaces_earlier: bool = False,
    revokes_earlier: bool = False,
) -> KeyLifetime:
    """Create and store a key. `lifetimes` are those of all existing keys, newest first.

    With `replaces_earlier` it begins before they have ended, which only an operator may do.
    """
    jwk = ECKey.generate_key("P-256", {"use": "sig", "alg": jose.SIGNING_ALGORITHM}, auto_kid=True)
    private_jwk = json.dumps(jwk.as_dict(private=True)).encode()
    key = SigningKey(
        generation=lifetimes[0].key.generation + 1 if lifetimes else 1,
        kid=str(jwk.kid),
        private_key=crypto.encrypt(_derive_encryption_key(), private_jwk, _encryption_context(str(jwk.kid))),
        public_jwk=jwk.as_dict(private=False),
        not_before=signs_from,
        retire_at=signs_from + SIGNING_PERIOD,
        revokes_earlier=revokes_earlier,
    )
    if replaces_earlier:
        session.add(key)
        session.flush()
    else:
        _add_following_key(session, key)
    return KeyLifetime(key, key.not_before, key.retire_at, is_revoked=False)


def _add_following_key(session: Session, key: SigningKey) -> None:
    """Store a key that begins when all earlier ones have ended, as the web server and the worker may do."""
    columns = (
        key.generation,
        key.kid,
        key.private_key,
        type_coerce(key.public_jwk, JSONB),
        key.not_before,
        key.retire_at,
    )
    session.execute(select(func.add_signing_key(*columns)))


def _derive_encryption_key() -> bytes:
    """Return the key that encrypts private keys."""
    return crypto.derive_key(get_settings().encryption_key, "signing keys")


def _encryption_context(kid: str) -> str:
    """Return the place that the encrypted private key is bound to: table, column and row."""
    return f"signing_key/private_key/{kid}"
