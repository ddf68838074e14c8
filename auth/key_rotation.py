"""When a signing key begins and ends, and how one is made. No row is ever changed: a newer key ends older ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from joserfc.jwk import ECKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auth import jose, key_encryption
from auth.models import SigningKey
from services.core import clock

SIGNS_FOR = timedelta(days=90)
# Whoever keeps our key set for a day knows every key before it signs.
SHOWN_BEFORE = timedelta(hours=24)
# A token signed in the last second of a key must still be verified by everybody until it expires.
SHOWN_AFTERWARDS = timedelta(hours=24)
# The daily look may fail six times before the next key would be shown late.
MADE_BEFORE = timedelta(days=7)
# The clock of the next worker may be a little behind.
SKEW = timedelta(minutes=1)
LOCK = 0x7461_7269_616E_6B79


@dataclass(frozen=True, slots=True)
class Life:
    """A key, and the moments from and until which it signs."""

    key: SigningKey
    begins: datetime
    ends: datetime
    ended_by_one_alone: bool

    def signs(self, now: datetime) -> bool:
        """Whether new tokens may carry its signature. Of several the newest does."""
        return self.begins <= now < self.ends

    def is_shown(self, now: datetime) -> bool:
        """Whether it is published and its signatures are believed."""
        kept = timedelta() if self.ended_by_one_alone else SHOWN_AFTERWARDS
        return self.begins - SHOWN_BEFORE <= now < self.ends + kept


def lives(session: Session) -> list[Life]:
    """Every key there ever was, newest first: four a year."""
    return _lives(session.scalars(select(SigningKey).order_by(SigningKey.generation.desc())).all())


def make_one_sign(session: Session) -> None:
    """A key that signs from now on, where none does."""
    _queue_up(session)
    known, now = lives(session), clock.now()
    if not any(life.signs(now) for life in known):
        _make(session, known, now - SKEW)


def prepare_next(session: Session) -> Life | None:
    """What the daily look does: the key after the newest one, when that one ends soon."""
    make_one_sign(session)
    known = lives(session)
    if known[0].ends - clock.now() > MADE_BEFORE:
        return None
    return _make(session, known, known[0].ends)


def rotate(session: Session) -> Life:
    """The next key, which signs a day from now; the one that is on its way already when there is one."""
    make_one_sign(session)
    known, now = lives(session), clock.now()
    if now < known[0].begins <= now + SHOWN_BEFORE:
        return known[0]
    return _make(session, known, now + SHOWN_BEFORE)


def replace_all(session: Session) -> Life:
    """When a private key may be known to somebody: one that signs at once, and all earlier ones are worth nothing."""
    _queue_up(session)
    return _make(session, lives(session), clock.now() - SKEW, alone=True)


def opened(row: SigningKey) -> ECKey:
    """The private key; Misconfigured when the encryption key does not open it."""
    return ECKey.import_key(json.loads(key_encryption.unseal(row.private_key, _place(row.kid))))


def _lives(newest_first: Sequence[SigningKey]) -> list[Life]:
    found: list[Life] = []
    for row in newest_first:
        # A key that was made later may begin earlier than the one before it: that one never signs.
        ends = min([row.retire_at, *(newer.begins for newer in found)])
        found.append(Life(row, row.not_before, ends, any(newer.key.alone for newer in found)))
    return found


def _queue_up(session: Session) -> None:
    """One process at a time, until its transaction ends: the next one finds what this one made."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _make(session: Session, known: Sequence[Life], begins: datetime, *, alone: bool = False) -> Life:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": jose.SIGNING_ALGORITHM}, auto_kid=True)
    private = json.dumps(key.as_dict(private=True)).encode()
    row = SigningKey(
        generation=known[0].key.generation + 1 if known else 1,
        kid=str(key.kid),
        private_key=key_encryption.seal(private, _place(str(key.kid))),
        public_jwk=key.as_dict(private=False),
        not_before=begins,
        retire_at=begins + SIGNS_FOR,
        alone=alone,
    )
    session.add(row)
    session.flush()
    return Life(row, row.not_before, row.retire_at, ended_by_one_alone=False)


def _place(kid: str) -> str:
    return f"signing_key/private_key/{kid}"
