"""Rotation of signing keys on a running service with several worker processes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta

from auth import jose
from auth.key_rotation import CLOCK_SKEW, SIGNING_PERIOD
from auth.keys import get_key_ring
from services.core import clock
from services.core.db import transaction
from services.jobs import enqueue
from tests.auth.api_clients import ApiClient, register_with_secret
from tests.auth.test_command import run_command
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.gunicorn_workers import WorkerConnection, call_every_worker
from tests.support.markers import slow
from tests.support.running_service import RunningService

WORKERS = 4
MAX_PROPAGATION_SECONDS = 6.0
MAX_JOB_SECONDS = 40
REMAINING_LIFETIME = timedelta(seconds=20)


@slow
def test_every_worker_publishes_the_next_key_and_signs_with_it_when_it_begins(
    database: Database, start_service: StartService
) -> None:
    """Given a key that ends in seconds; when the daily job has run; then all workers sign with the next one."""
    with clock.freeze_time(clock.now() - SIGNING_PERIOD + CLOCK_SKEW + REMAINING_LIFETIME):
        old = get_key_ring().get_signing_key().kid
    with start_service(database, web_workers=WORKERS) as running:
        client = register_with_secret(running.base_url, posts_secret=True)
        before = request_tokens(running, client)
        assert {read_kid(token) for token in before} == {old}
        with transaction(None, as_operator=True) as session:
            enqueue(session, "prepare_signing_key", timestamp=0)
        wait_until(MAX_JOB_SECONDS, lambda: {len(kids) for kids in list_published_kids(running)} == {2})
        (new,) = {kids[0] for kids in list_published_kids(running)}
        wait_until(MAX_JOB_SECONDS, lambda: {read_kid(token) for token in request_tokens(running, client)} == {new})
        assert collect_statuses(running, [*before, *request_tokens(running, client)]) == {200}
        assert {tuple(kids) for kids in list_published_kids(running)} == {(new, old)}


def test_every_worker_refuses_tokens_of_compromised_keys(database: Database, start_service: StartService) -> None:
    """Given tokens in use; when their key is rotated as compromised; then all are refused within six seconds."""
    with start_service(database, web_workers=WORKERS, job_worker=False) as running:
        client = register_with_secret(running.base_url, posts_secret=True)
        before = request_tokens(running, client)
        assert collect_statuses(running, before) == {200}
        rotated = run_command(database, "rotate-keys", "--compromised")
        new = rotated.stdout.split()[1]
        assert (rotated.returncode, rotated.stdout.startswith("rotate-keys: ")) == (0, True)
        wait_until(MAX_PROPAGATION_SECONDS, lambda: collect_statuses(running, before) == {401})
        after = request_tokens(running, client)
        assert {read_kid(token) for token in after} == {new}
        assert collect_statuses(running, after) == {200}
        assert list_published_kids(running) == [[new]] * WORKERS


def test_every_worker_publishes_a_rotated_key_a_day_before_it_signs(
    database: Database, start_service: StartService
) -> None:
    with start_service(database, web_workers=WORKERS, job_worker=False) as running:
        client = register_with_secret(running.base_url, posts_secret=True)
        (old,) = {read_kid(token) for token in request_tokens(running, client)}
        first, second = run_command(database, "rotate-keys"), run_command(database, "rotate-keys")
        assert (first.returncode, first.stdout) == (0, second.stdout)
        new = first.stdout.split()[1]
        wait_until(MAX_PROPAGATION_SECONDS, lambda: list_published_kids(running) == [[new, old]] * WORKERS)
        assert {read_kid(token) for token in request_tokens(running, client)} == {old}


def request_tokens(running: RunningService, client: ApiClient) -> list[str]:
    """Return a new token from each worker."""
    form = {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": str(client.secret)}

    def request_from(connection: WorkerConnection) -> str:
        return str(json.loads(connection.post("/oauth/token", form)[1])["access_token"])

    return list(call_every_worker(running, WORKERS, request_from).values())


def list_published_kids(running: RunningService) -> list[list[str]]:
    """Return the ids of the keys that each worker publishes, newest first."""

    def request_from(connection: WorkerConnection) -> list[str]:
        return [key["kid"] for key in json.loads(connection.get("/oauth/jwks")[1])["keys"]]

    return list(call_every_worker(running, WORKERS, request_from).values())


def collect_statuses(running: RunningService, tokens: list[str]) -> set[int]:
    """Return the statuses of requests with these tokens to each worker; 200 stands for the 403 of a valid token too.

    A school that is not registered is authenticated, but forbidden.
    """
    statuses_by_worker = call_every_worker(
        running, WORKERS, lambda connection: [connection.get("/v1/me", token)[0] for token in tokens]
    )
    return {200 if status == 403 else status for statuses in statuses_by_worker.values() for status in statuses}


def read_kid(token: str) -> str:
    header, _ = jose.decode_unverified(token)
    return str(header["kid"])


def wait_until(seconds: float, condition: Callable[[], bool]) -> None:
    """Wait until the condition is true; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"still false after {seconds} seconds"
        time.sleep(0.1)
