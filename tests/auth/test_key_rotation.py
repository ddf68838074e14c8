"""Rotation of signing keys: each signs for ninety days, and is published for a day before and after."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import requests

from auth import bearer, errors, key_rotation
from auth.key_rotation import CLOCK_SKEW, PREPARED_BEFORE, SIGNING_PERIOD
from auth.keys import KeyRing, get_key_ring
from services.core import clock
from services.core.db import Session, run_as_operator, run_in_transaction
from tests.auth.api_clients import ApiClient, register_with_secret
from tests.auth.forged_tokens import sign_token
from tests.support.databases import Database
from worker import prepare_signing_key

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_a_key_signs_for_ninety_days_and_the_next_one_follows_without_a_gap(database: Database) -> None:
    """Given a new key and the daily job; when 200 days pass; then three keys sign, one after the other."""
    start, signers = clock.now(), []
    for day in range(200):
        with clock.freeze_time(start + day * DAY):
            prepare_signing_key(0)
            signers.append(start_process().get_signing_key().kid)
    assert [signers.count(kid) for kid in dict.fromkeys(signers)] == [90, 90, 20]
    assert len({lifetime.key.kid for lifetime in run_in_transaction(None, key_rotation.load_key_lifetimes)}) == 3


def test_a_key_is_published_a_day_before_it_signs_and_a_day_after(database: Database) -> None:
    """Given a key; when the next one is due; then it is published a day early, and the old one a day longer."""
    start = clock.now()
    old = start_process().get_signing_key().kid
    end = start + SIGNING_PERIOD - CLOCK_SKEW
    with clock.freeze_time(end - PREPARED_BEFORE + MINUTE):
        prepare_signing_key(0)
        assert list_published_kids() == [old]
    with clock.freeze_time(end - DAY - MINUTE):
        assert list_published_kids() == [old]
    with clock.freeze_time(end - DAY + MINUTE):
        new, _ = list_published_kids()
        assert start_process().get_signing_key().kid == old
    with clock.freeze_time(end + MINUTE):
        assert (start_process().get_signing_key().kid, list_published_kids()) == (new, [new, old])
    with clock.freeze_time(end + DAY - MINUTE):
        assert list_published_kids() == [new, old]
    with clock.freeze_time(end + DAY + MINUTE):
        assert list_published_kids() == [new]


def test_tokens_are_accepted_as_long_as_their_key_is_published(database: Database) -> None:
    """Given a token that expires in years; when its key is no longer published; then it is refused."""
    start, client = clock.now(), register_with_secret("")
    token = sign_token(client, exp=int((start + 5 * SIGNING_PERIOD).timestamp()))
    assert bearer.authenticate(f"Bearer {token}")
    with clock.freeze_time(start + SIGNING_PERIOD + DAY - 2 * MINUTE):
        assert bearer.authenticate(f"Bearer {token}")
    with clock.freeze_time(start + SIGNING_PERIOD + DAY), pytest.raises(errors.InvalidToken):
        bearer.authenticate(f"Bearer {token}")


@pytest.mark.parametrize(("ago", "active"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_tokens_of_a_retired_key_are_accepted_for_a_day(school: ApiClient, ago: timedelta, active: bool) -> None:
    """Given a key that stopped signing some time ago; when it signed a token; then that is active for a day only."""
    with clock.freeze_time(clock.now() - SIGNING_PERIOD - ago):
        retired = run_as_operator(None, key_rotation.rotate_compromised).key
        private_key = key_rotation.decrypt_private_key(retired)
    run_in_transaction(None, key_rotation.ensure_active_key)
    get_key_ring().expire()
    published = requests.get(f"{school.base_url}/oauth/jwks", timeout=5)
    assert (retired.kid in [key["kid"] for key in published.json()["keys"]]) is active
    assert published.headers["Cache-Control"] == "public, max-age=300"
    assert school.introspect(sign_token(school, key=private_key)).json()["active"] is active
    assert school.introspect(school.get_token()).json()["active"] is True


@pytest.mark.parametrize("create_key", [key_rotation.prepare_next_key, key_rotation.rotate])
def test_simultaneous_workers_create_one_key(database: Database, create_key: Callable[[Session], object]) -> None:
    """Given a key that ends soon; when eight workers run the job twice, together; then one key is created."""
    with clock.freeze_time(clock.now() - SIGNING_PERIOD + 2 * DAY):
        start_process().get_signing_key()
    barrier = Barrier(8)

    def run_job(session: Session) -> None:
        session.connection()
        barrier.wait(timeout=10)
        create_key(session)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            list(pool.map(lambda _: run_as_operator(None, run_job), range(8)))
    assert len(run_in_transaction(None, key_rotation.load_key_lifetimes)) == 2


def test_an_operator_can_rotate_at_any_time_and_the_key_is_published_a_day_early(database: Database) -> None:
    """Given a key that signs and a prepared one; when an operator rotates; then a new key signs a day later."""
    start = clock.now()
    old = start_process().get_signing_key().kid
    with clock.freeze_time(start + SIGNING_PERIOD - 3 * DAY):
        prepare_signing_key(0)
        created = run_as_operator(None, key_rotation.rotate)
        assert created.signs_from == clock.now() + DAY
        assert run_as_operator(None, key_rotation.rotate).key.kid == created.key.kid
        assert (list_published_kids(), start_process().get_signing_key().kid) == ([created.key.kid, old], old)
    with clock.freeze_time(start + SIGNING_PERIOD - 2 * DAY + MINUTE):
        assert start_process().get_signing_key().kid == created.key.kid
    # The prepared key never signs, because the new one begins before it.
    with clock.freeze_time(start + SIGNING_PERIOD + DAY):
        assert (list_published_kids(), start_process().get_signing_key().kid) == ([created.key.kid], created.key.kid)
    with clock.freeze_time(start + 2 * SIGNING_PERIOD - 2 * MINUTE - 2 * DAY):
        assert list_published_kids() == [created.key.kid]


def test_rotating_compromised_keys_revokes_all_earlier_ones_at_once(database: Database) -> None:
    """Given a signing, a retired and a next key; when all are compromised; then tokens of all three are refused."""
    start, client = clock.now(), register_with_secret("")
    with clock.freeze_time(start - SIGNING_PERIOD - DAY / 2):
        start_process().get_signing_key()
    start_process().get_signing_key()
    run_as_operator(None, key_rotation.rotate)
    lifetimes = run_in_transaction(None, key_rotation.load_key_lifetimes)
    compromised = [key_rotation.decrypt_private_key(lifetime.key) for lifetime in lifetimes]
    assert len(compromised) == len(list_published_kids()) == 3
    new = run_as_operator(None, key_rotation.rotate_compromised).key.kid
    assert (list_published_kids(), start_process().get_signing_key().kid) == ([new], new)
    get_key_ring().expire()
    for key in compromised:
        with pytest.raises(errors.InvalidToken):
            bearer.authenticate(f"Bearer {sign_token(client, key=key)}")
    assert bearer.authenticate(f"Bearer {sign_token(client)}")
    run_as_operator(None, key_rotation.rotate)
    assert len(list_published_kids()) == 2


def test_private_keys_are_stored_encrypted(database: Database) -> None:
    start_process().get_signing_key()
    run_as_operator(None, key_rotation.rotate)
    for lifetime in run_in_transaction(None, key_rotation.load_key_lifetimes):
        secret = str(key_rotation.decrypt_private_key(lifetime.key).as_dict(private=True)["d"])
        assert secret.encode() not in lifetime.key.private_key
        assert "d" not in lifetime.key.public_jwk


def start_process() -> KeyRing:
    """Return the key ring of a process that has just started."""
    return KeyRing()


def list_published_kids() -> list[str]:
    """Return the ids of the keys that such a process publishes, newest first."""
    return [str(key["kid"]) for key in start_process().get_public_jwks()["keys"]]
