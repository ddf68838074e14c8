"""Rotation under the running service: every worker follows, and none is started again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta

from auth import jose, keys
from auth.key_rotation import SIGNS_FOR, SKEW
from services.core import clock
from services.core.db import transaction
from services.jobs import enqueue
from tests.auth.parties import Party, with_secret
from tests.auth.test_command import run as command
from tests.conftest import Service
from tests.support.databases import Database
from tests.support.gunicorn_workers import WorkerConnection, call_every_worker
from tests.support.markers import slow
from tests.support.running_service import RunningService

WORKERS = 4
SECONDS = 6.0
PATIENCE = 40
LEFT = timedelta(seconds=20)


@slow
def test_every_worker_shows_the_next_key_and_signs_with_it_when_its_time_has_come(
    database: Database, service: Service
) -> None:
    """Given a key that ends in some seconds; when the daily job has run; then all workers change keys by themselves."""
    with clock.freeze_time(clock.now() - SIGNS_FOR + SKEW + LEFT):
        old = keys.ring().signing().kid
    with service(database, workers=WORKERS) as running:
        party = with_secret(running.base_url, posts=True)
        before = issued(running, party)
        assert {kid_of(token) for token in before} == {old}
        with transaction(None) as session:
            enqueue(session, "prepare_signing_key", timestamp=0)
        within(PATIENCE, lambda: {len(each) for each in published(running)} == {2})
        (new,) = {each[0] for each in published(running)}
        within(PATIENCE, lambda: {kid_of(token) for token in issued(running, party)} == {new})
        assert statuses(running, [*before, *issued(running, party)]) == {200}
        assert {tuple(each) for each in published(running)} == {(new, old)}


def test_after_an_operators_word_that_a_key_is_known_no_worker_believes_it(
    database: Database, service: Service
) -> None:
    """Given tokens in use; when their key is replaced at once; then all workers refuse them within six seconds."""
    with service(database, workers=WORKERS, worker=False) as running:
        party = with_secret(running.base_url, posts=True)
        before = issued(running, party)
        assert statuses(running, before) == {200}
        said = command(database, "rotate-keys", "--compromised")
        new = said.stdout.split()[1]
        assert (said.returncode, said.stdout.startswith("rotate-keys: ")) == (0, True)
        within(SECONDS, lambda: statuses(running, before) == {401})
        after = issued(running, party)
        assert {kid_of(token) for token in after} == {new}
        assert statuses(running, after) == {200}
        assert published(running) == [[new]] * WORKERS


def test_an_operator_rotates_and_every_worker_shows_the_key_a_day_before_it_signs(
    database: Database, service: Service
) -> None:
    with service(database, workers=WORKERS, worker=False) as running:
        party = with_secret(running.base_url, posts=True)
        (old,) = {kid_of(token) for token in issued(running, party)}
        first, second = command(database, "rotate-keys"), command(database, "rotate-keys")
        assert (first.returncode, first.stdout) == (0, second.stdout)
        new = first.stdout.split()[1]
        within(SECONDS, lambda: published(running) == [[new, old]] * WORKERS)
        assert {kid_of(token) for token in issued(running, party)} == {old}


def issued(running: RunningService, party: Party) -> list[str]:
    """A token from each worker."""
    form = {"grant_type": "client_credentials", "client_id": party.client_id, "client_secret": str(party.secret)}

    def ask(line: WorkerConnection) -> str:
        return str(json.loads(line.post("/oauth/token", form)[1])["access_token"])

    return list(call_every_worker(running, WORKERS, ask).values())


def published(running: RunningService) -> list[list[str]]:
    """The ids of the keys that each worker shows, newest first."""

    def ask(line: WorkerConnection) -> list[str]:
        return [key["kid"] for key in json.loads(line.get("/oauth/jwks")[1])["keys"]]

    return list(call_every_worker(running, WORKERS, ask).values())


def statuses(running: RunningService, tokens: list[str]) -> set[int]:
    """What the workers answer to these tokens. A school that nobody registered is 403: it is known, and not let in."""
    answers = call_every_worker(running, WORKERS, lambda line: [line.get("/v1/me", token)[0] for token in tokens])
    return {200 if status == 403 else status for each in answers.values() for status in each}


def kid_of(token: str) -> str:
    header, _ = jose.peek(token)
    return str(header["kid"])


def within(seconds: float, true: Callable[[], bool]) -> None:
    """Wait until it is so, and no longer than that."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not so after {seconds} seconds"
        time.sleep(0.1)
