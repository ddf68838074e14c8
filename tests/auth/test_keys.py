"""The signing keys of this server, and their cache in each process."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select, text

from auth import bearer, errors, keys
from auth.key_rotation import decrypt_private_key
from auth.keys import KeyRing, get_key_ring
from auth.models import SigningKey
from services.core import db
from services.core.settings import Misconfigured, get_settings, to_driver_url
from tests.auth.api_clients import register_with_secret
from tests.auth.forged_tokens import sign_token
from tests.support.databases import Database


def test_simultaneous_workers_create_one_first_key(database: Database) -> None:
    """Given an empty database; when twenty workers need a key at once; then all sign with the same one."""
    with ThreadPoolExecutor(20) as pool:
        kids = list(pool.map(lambda _: KeyRing().get_signing_key().kid, range(20)))
    assert len(set(kids)) == 1
    with db.transaction(None, as_operator=True) as session:
        assert len(session.scalars(select(SigningKey)).all()) == 1


def test_the_published_key_set_holds_no_private_key(database: Database) -> None:
    get_key_ring().get_signing_key()
    for key in get_key_ring().get_public_jwks()["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
        assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("EC", "P-256", "sig", "ES256")


def test_private_keys_are_encrypted_and_bound_to_their_row(database: Database) -> None:
    key = get_key_ring().get_signing_key()
    private = str(key.as_dict(private=True)["d"]).encode()
    row = load_keys()[0]
    assert private not in row.private_key
    assert private not in json.dumps(row.public_jwk).encode()
    for kid, encrypted in ((row.kid, flip_last_bit(row.private_key)), ("another", row.private_key)):
        with pytest.raises(Misconfigured, match="TARIAN_ENCRYPTION_KEY"):
            decrypt_private_key(SigningKey(kid=kid, private_key=encrypted))
    assert decrypt_private_key(SigningKey(kid=row.kid, private_key=row.private_key)).kid == row.kid


def test_a_retired_key_verifies_tokens_for_a_day(database: Database) -> None:
    """Given a token; when its key retires; then a new key signs, and the token is valid for another day."""
    token, old = sign_token(register_with_secret("")), get_key_ring().get_signing_key().kid
    retire_first_key(database, minutes=1)
    assert get_key_ring().get_signing_key().kid != old
    assert bearer.authenticate(f"Bearer {token}")
    assert old in [key["kid"] for key in get_key_ring().get_public_jwks()["keys"]]
    retire_first_key(database, hours=25)
    assert old not in [key["kid"] for key in get_key_ring().get_public_jwks()["keys"]]
    with pytest.raises(errors.InvalidToken):
        bearer.authenticate(f"Bearer {token}")


def test_a_key_that_another_worker_created_is_found_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a cached key set; when a token names a key that is not in it; then the table is read again."""
    monkeypatch.setattr(keys, "UNKNOWN_KID_CACHE_SECONDS", 0.0)
    ring, other_ring = KeyRing(), KeyRing()
    ring.get_signing_key()
    retire_first_key(database, minutes=1)
    newer = other_ring.get_signing_key().kid
    assert ring.find_verification_key(newer)


def test_unknown_key_ids_do_not_cause_a_query_each(database: Database) -> None:
    """Given a cached key set; when a thousand tokens name unknown keys; then the table is read once or twice."""
    ring, statements = KeyRing(), []
    ring.get_signing_key()
    event.listen(db.get_engine(), "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    for number in range(1000):
        assert ring.find_verification_key(f"invented {number}") is None
    assert len([statement for statement in statements if "FROM signing_key" in statement]) <= 2


def test_another_encryption_key_is_refused_as_misconfigured(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_key_ring().get_signing_key()
    monkeypatch.setenv("TARIAN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=")
    get_settings.cache_clear()
    with pytest.raises(Misconfigured, match="TARIAN_ENCRYPTION_KEY"):
        KeyRing().get_signing_key()


def flip_last_bit(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def load_keys() -> list[SigningKey]:
    with db.transaction(None, as_operator=True) as session:
        return list(session.scalars(select(SigningKey).order_by(SigningKey.generation)))


def retire_first_key(database: Database, **ago: int) -> None:
    """Set the end of the first key to so long ago, as the owner of the tables: the application may not change it."""
    retire_at = datetime.now(UTC) - timedelta(**ago)
    with db.create_pooled_engine(to_driver_url(database.owner_url)).begin() as connection:
        connection.execute(
            text("update signing_key set retire_at = :retire_at where generation = 1"), {"retire_at": retire_at}
        )
    get_key_ring().expire()
