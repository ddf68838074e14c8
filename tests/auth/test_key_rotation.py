"""How signing keys follow one another: ninety days each, shown a day before and a day after."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import requests

from auth import bearer, errors, key_rotation, keys
from auth.key_rotation import MADE_BEFORE, SIGNS_FOR, SKEW
from services.core import clock
from services.core.db import Session, run_in_transaction
from tests.auth.minting import minted
from tests.auth.parties import Party, with_secret
from tests.support.databases import Database
from worker import prepare_signing_key

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_a_key_signs_for_ninety_days_and_the_next_follows_without_a_gap(database: Database) -> None:
    """Given a new key and the daily look; when 200 days pass; then three keys, each from the end of the one before."""
    start, signers = clock.now(), []
    for day in range(200):
        with clock.freeze_time(start + day * DAY):
            prepare_signing_key(0)
            signers.append(fresh().signing().kid)
    assert [signers.count(kid) for kid in dict.fromkeys(signers)] == [90, 90, 20]
    assert len({life.key.kid for life in run_in_transaction(None, key_rotation.lives)}) == 3


def test_the_next_key_is_shown_a_day_before_it_signs_and_a_day_after(database: Database) -> None:
    """Given a key; when the next one is due; then it is in the set for a day first, and the old one a day longer."""
    start = clock.now()
    old = fresh().signing().kid
    end = start + SIGNS_FOR - SKEW
    with clock.freeze_time(end - MADE_BEFORE + MINUTE):
        prepare_signing_key(0)
        assert shown() == [old]
    with clock.freeze_time(end - DAY - MINUTE):
        assert shown() == [old]
    with clock.freeze_time(end - DAY + MINUTE):
        new, _ = shown()
        assert fresh().signing().kid == old
    with clock.freeze_time(end + MINUTE):
        assert (fresh().signing().kid, shown()) == (new, [new, old])
    with clock.freeze_time(end + DAY - MINUTE):
        assert shown() == [new, old]
    with clock.freeze_time(end + DAY + MINUTE):
        assert shown() == [new]


def test_a_token_under_a_key_is_good_for_as_long_as_the_key_is_shown(database: Database) -> None:
    """Given a token that says it lives for years; when its key is withdrawn; then it is refused, here and over HTTP."""
    start, party = clock.now(), with_secret("")
    token = minted(party, exp=int((start + 5 * SIGNS_FOR).timestamp()))
    assert bearer.authenticate(f"Bearer {token}")
    with clock.freeze_time(start + SIGNS_FOR + DAY - 2 * MINUTE):
        assert bearer.authenticate(f"Bearer {token}")
    with clock.freeze_time(start + SIGNS_FOR + DAY), pytest.raises(errors.InvalidToken):
        bearer.authenticate(f"Bearer {token}")


@pytest.mark.parametrize(("ago", "active"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_over_http_a_retired_key_is_believed_for_a_day(school: Party, ago: timedelta, active: bool) -> None:
    """Given a key that stopped signing so long ago; when a token of it comes today; then it is good only at first."""
    with clock.freeze_time(clock.now() - SIGNS_FOR - ago):
        signer = run_in_transaction(None, key_rotation.replace_all).key
        past = key_rotation.opened(signer)
    run_in_transaction(None, key_rotation.make_one_sign)
    keys.ring().forget()
    published = requests.get(f"{school.base_url}/oauth/jwks", timeout=5)
    assert (signer.kid in [key["kid"] for key in published.json()["keys"]]) is active
    assert published.headers["Cache-Control"] == "public, max-age=300"
    assert school.introspect(minted(school, key=past)).json()["active"] is active
    assert school.introspect(school.token()).json()["active"] is True


@pytest.mark.parametrize("work", [key_rotation.prepare_next, key_rotation.rotate])
def test_of_workers_that_look_together_one_makes_a_key(database: Database, work: Callable[[Session], object]) -> None:
    """Given a key that ends soon; when eight look at once, and then once more each; then there is one more key."""
    with clock.freeze_time(clock.now() - SIGNS_FOR + 2 * DAY):
        fresh().signing()
    together = Barrier(8)

    def look(session: Session) -> None:
        session.connection()
        together.wait(timeout=10)
        work(session)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            list(pool.map(lambda _: run_in_transaction(None, look), range(8)))
    assert len(run_in_transaction(None, key_rotation.lives)) == 2


def test_an_operator_may_rotate_at_any_time_and_the_key_is_shown_for_a_day_first(database: Database) -> None:
    """Given keys in the middle of their lives, the next one waiting; when rotated; then a new one signs in a day."""
    start = clock.now()
    old = fresh().signing().kid
    with clock.freeze_time(start + SIGNS_FOR - 3 * DAY):
        prepare_signing_key(0)
        made = run_in_transaction(None, key_rotation.rotate)
        assert made.begins == clock.now() + DAY
        assert run_in_transaction(None, key_rotation.rotate).key.kid == made.key.kid
        assert (shown(), fresh().signing().kid) == ([made.key.kid, old], old)
    with clock.freeze_time(start + SIGNS_FOR - 2 * DAY + MINUTE):
        assert fresh().signing().kid == made.key.kid
    # the one that was waiting never signs: a later one began before it
    with clock.freeze_time(start + SIGNS_FOR + DAY):
        assert (shown(), fresh().signing().kid) == ([made.key.kid], made.key.kid)
    with clock.freeze_time(start + 2 * SIGNS_FOR - 2 * MINUTE - 2 * DAY):
        assert shown() == [made.key.kid]


def test_when_a_key_may_be_known_every_earlier_one_is_worth_nothing_at_once(database: Database) -> None:
    """Given a key, a retired one and one that waits; when they are replaced; then tokens of all three are refused."""
    start, party = clock.now(), with_secret("")
    with clock.freeze_time(start - SIGNS_FOR - DAY / 2):
        fresh().signing()
    fresh().signing()
    run_in_transaction(None, key_rotation.rotate)
    stolen = [key_rotation.opened(life.key) for life in run_in_transaction(None, key_rotation.lives)]
    assert len(stolen) == len(shown()) == 3
    new = run_in_transaction(None, key_rotation.replace_all).key.kid
    assert (shown(), fresh().signing().kid) == ([new], new)
    keys.ring().forget()
    for key in stolen:
        with pytest.raises(errors.InvalidToken):
            bearer.authenticate(f"Bearer {minted(party, key=key)}")
    assert bearer.authenticate(f"Bearer {minted(party)}")
    run_in_transaction(None, key_rotation.rotate)
    assert len(shown()) == 2


def test_the_private_parts_of_all_keys_stay_sealed(database: Database) -> None:
    fresh().signing()
    run_in_transaction(None, key_rotation.rotate)
    for life in run_in_transaction(None, key_rotation.lives):
        secret = str(key_rotation.opened(life.key).as_dict(private=True)["d"])
        assert secret.encode() not in life.key.private_key
        assert "d" not in life.key.public_jwk


def fresh() -> keys.KeyRing:
    """A process that has just started."""
    return keys.KeyRing()


def shown() -> list[str]:
    """What such a process publishes, newest first."""
    return [key["kid"] for key in fresh().jwks()["keys"]]
