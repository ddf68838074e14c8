"""The running service, with several workers: what ends, ends on all of them."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import uuid4

import pytest
import requests

from auth import clients
from services.core.db import transaction
from tests.auth.parties import asserted, with_key, with_secret
from tests.auth.test_command import run as command
from tests.conftest import Service
from tests.support.databases import Database
from tests.support.gunicorn_workers import call_every_worker
from tests.support.running_service import RunningService

WORKERS = 4
TOGETHER = 100
ME = "/v1/me"
TOKEN = "/oauth/token"
INACTIVE = b'{"active": false}'


@pytest.fixture(scope="module")
def running(shared_database: Database, service: Service) -> Iterator[RunningService]:
    """Four real workers."""
    with service(shared_database, workers=WORKERS, worker=False) as started:
        yield started


def test_a_revoked_token_and_a_closed_client_are_refused_by_every_worker(running: RunningService) -> None:
    """Given two tokens in use; when one is revoked and the client of the other closed; then 401 at once."""
    revoking, closing = with_secret(running.base_url), with_secret(running.base_url)
    revoked, orphaned = revoking.token(), closing.token()
    assert 401 not in statuses(running, [revoked, orphaned])
    revoking.revoke(revoked)
    assert statuses(running, [revoked]) == {401: WORKERS}
    with transaction(None) as session:
        clients.disable(session, closing.client_id)
    assert statuses(running, [orphaned]) == {401: WORKERS}


def test_tokens_of_a_client_end_on_every_worker_and_it_may_ask_for_new_ones(
    running: RunningService, shared_database: Database
) -> None:
    """Given two clients of an organisation and one of another; when the tokens of one end; then no others do."""
    one, other = with_secret(running.base_url), with_secret(running.base_url)
    colleague = with_secret(running.base_url, organisation=one.organisation_id)
    ended, kept = one.token(), [colleague.token(), other.token()]
    assert done(command(shared_database, "end-tokens", one.client_id))
    assert statuses(running, [ended]) == {401: WORKERS}
    assert 401 not in statuses(running, [*kept, one.token()])


def test_tokens_of_an_organisation_end_on_every_worker(running: RunningService, shared_database: Database) -> None:
    """Given two clients of an organisation and one of another; when the first's tokens end; then the other's do not."""
    one, other = with_secret(running.base_url), with_secret(running.base_url)
    colleague = with_secret(running.base_url, organisation=one.organisation_id, posts=True)
    ended, kept = [one.token(), colleague.token()], other.token()
    assert done(command(shared_database, "end-tokens", "--organisation", str(one.organisation_id)))
    assert statuses(running, ended) == {401: 2 * WORKERS}
    assert 401 not in statuses(running, [kept, one.token(), colleague.token()])
    # what the token's own organisation is told about it, every worker says alike
    form = {"client_id": colleague.client_id, "client_secret": str(colleague.secret)}
    told = call_every_worker(running, WORKERS, lambda line: line.post("/oauth/introspect", form | {"token": ended[0]}))
    assert list(told.values()) == [(200, INACTIVE)] * WORKERS


def test_a_hundred_clients_closed_together_are_refused_by_every_worker_within_six_seconds(
    running: RunningService, shared_database: Database
) -> None:
    """Given a hundred clients at work on four workers; when one command closes them; then none is let in by any."""
    made = [with_secret(running.base_url, posts=bool(number % 2)) for number in range(TOGETHER - 10)]
    made += [with_key(running.base_url, issuer=running.base_url) for _ in range(10)]
    bystander = with_secret(running.base_url)
    tokens, kept = [party.token() for party in made], bystander.token()
    assert 401 not in statuses(running, [*tokens, kept])
    assert done(command(shared_database, "disable-client", *(party.client_id for party in made)))
    # Six seconds are allowed; not one request is let in from the moment that the command has ended.
    assert statuses(running, tokens) == {401: TOGETHER * WORKERS}
    assert 401 not in statuses(running, [kept])
    assert {party.ask().status_code for party in made} == {401}


def test_one_unknown_client_among_many_and_nothing_is_done(running: RunningService, shared_database: Database) -> None:
    party = with_secret(running.base_url)
    token = party.token()
    for what in ("disable-client", "end-tokens"):
        failed = command(shared_database, what, party.client_id, "nobody")
        assert (failed.returncode, failed.stderr.strip()) == (1, "auth: there is no such client")
    assert command(shared_database, "disable-client", "--organisation", str(uuid4())).returncode == 1
    assert 401 not in statuses(running, [token])


def test_of_twenty_twins_of_an_assertion_one_gets_a_token_whichever_worker_it_reaches(running: RunningService) -> None:
    """Given one signed assertion; when all workers get it together, five times each; then one answer is a token."""
    party = with_key(running.base_url, issuer=running.base_url)
    form = {"grant_type": "client_credentials"} | asserted(party.assertion())
    answers = call_every_worker(running, WORKERS, lambda line: [line.post(TOKEN, form)[0] for _ in range(5)])
    assert sorted(status for each in answers.values() for status in each) == [200] + [401] * 19


def test_the_running_service_speaks_oauth_to_oauth_clients(running: RunningService) -> None:
    """Given the service; when a client discovers it and fails to sign in; then it answers as RFC 6749 says."""
    document = requests.get(f"{running.base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert document["issuer"] == running.base_url
    answer = requests.post(document["token_endpoint"], {"grant_type": "client_credentials"}, timeout=5)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.headers["Cache-Control"] == "no-store"


def statuses(running: RunningService, tokens: Sequence[str]) -> Counter[int]:
    """What each worker answers to each token at a protected address."""
    asked = call_every_worker(running, WORKERS, lambda line: [line.get(ME, token)[0] for token in tokens])
    return Counter(status for answers in asked.values() for status in answers)


def done(finished: subprocess.CompletedProcess[str]) -> bool:
    return (finished.returncode, finished.stdout.partition(": ")[2].strip()) == (0, "done")
