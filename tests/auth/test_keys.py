"""The keys of this server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select, text

from auth import bearer, errors, key_encryption, keys
from auth.keys import KeyRing
from auth.models import SigningKey
from services.core import db
from services.core.settings import Misconfigured, get_settings, to_driver_url
from tests.auth.minting import minted
from tests.auth.parties import with_secret
from tests.support.databases import Database


def test_workers_that_find_no_key_make_one_between_them(database: Database) -> None:
    """Given an empty database; when twenty workers need a key at once; then all sign with the same one."""
    with ThreadPoolExecutor(20) as pool:
        made = list(pool.map(lambda _: KeyRing().signing().kid, range(20)))
    assert len(set(made)) == 1
    with db.transaction(None) as session:
        assert len(session.scalars(select(SigningKey)).all()) == 1


def test_the_published_set_never_holds_a_private_part(database: Database) -> None:
    keys.ring().signing()
    for key in keys.ring().jwks()["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
        assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("EC", "P-256", "sig", "ES256")


def test_the_private_part_is_kept_encrypted_and_bound_to_its_row(database: Database) -> None:
    key = keys.ring().signing()
    private = str(key.as_dict(private=True)["d"]).encode()
    row = rows()[0]
    assert private not in row.private_key
    assert private not in json.dumps(row.public_jwk).encode()
    with pytest.raises(Misconfigured):
        key_encryption.unseal(row.private_key, "signing_key/private_key/another")
    with pytest.raises(Misconfigured):
        key_encryption.unseal(
            row.private_key[:-1] + bytes([row.private_key[-1] ^ 1]), f"signing_key/private_key/{row.kid}"
        )


def test_a_key_that_no_longer_signs_still_verifies_for_a_day(database: Database) -> None:
    """Given a token; when its key retires; then a new key signs and the token stays good until the key is withdrawn."""
    token, old = minted(with_secret("")), keys.ring().signing().kid
    retire(database, minutes=1)
    assert keys.ring().signing().kid != old
    assert bearer.authenticate(f"Bearer {token}")
    assert old in [key["kid"] for key in keys.ring().jwks()["keys"]]
    retire(database, hours=25)
    assert old not in [key["kid"] for key in keys.ring().jwks()["keys"]]
    with pytest.raises(errors.InvalidToken):
        bearer.authenticate(f"Bearer {token}")


def test_a_key_that_another_worker_made_is_found_without_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a process that has read the keys; when a token comes under a newer one; then it looks again."""
    monkeypatch.setattr(keys, "LOOK_AGAIN_SECONDS", 0.0)
    here, there = KeyRing(), KeyRing()
    here.signing()
    retire(database, minutes=1)
    newer = there.signing().kid
    assert here.verifying(newer)


def test_invented_key_ids_do_not_become_queries(database: Database) -> None:
    """Given a process that has read the keys; when a thousand tokens name other keys; then it looks once or twice."""
    ring, seen = KeyRing(), []
    ring.signing()
    event.listen(db.get_engine(), "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    for number in range(1000):
        assert ring.verifying(f"invented {number}") is None
    assert len([statement for statement in seen if "FROM signing_key" in statement]) <= 2


def test_a_changed_encryption_key_is_said_at_start(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ring().signing()
    monkeypatch.setenv("TARIAN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=")
    get_settings.cache_clear()
    with pytest.raises(Misconfigured, match="TARIAN_ENCRYPTION_KEY"):
        KeyRing().signing()


def rows() -> list[SigningKey]:
    with db.transaction(None) as session:
        return list(session.scalars(select(SigningKey).order_by(SigningKey.generation)))


def retire(database: Database, **ago: int) -> None:
    """As the owner: the application cannot move a key's dates."""
    moment = datetime.now(UTC) - timedelta(**ago)
    with db.create_pooled_engine(to_driver_url(database.owner_url)).begin() as connection:
        connection.execute(text("update signing_key set retire_at = :moment where generation = 1"), {"moment": moment})
    keys.ring().forget()
