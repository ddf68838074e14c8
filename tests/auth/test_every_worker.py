"""Revocation on a running service with several worker processes: it takes effect in all of them at once.

Every token is in use before, so that each worker remembers that it has verified it.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import uuid4

import psycopg
import pytest
import requests

from auth import clients
from services import organisations
from services.core.db import run_as_operator, transaction
from services.policy.actor import Kind
from tests.auth.api_clients import SCOPES, ApiClient, assertion_form, register_with_key, register_with_secret
from tests.auth.test_command import run_command
from tests.conftest import StartService
from tests.factories import create_organisation
from tests.support.databases import Database
from tests.support.gunicorn_workers import call_every_worker
from tests.support.running_service import RunningService

WORKERS = 4
CLIENT_COUNT = 100
PROTECTED_PATH = "/v1/me"
TOKEN_PATH = "/oauth/token"
INACTIVE = b'{"active": false}'


@pytest.fixture(scope="module")
def running(shared_database: Database, start_service: StartService) -> Iterator[RunningService]:
    """The service with four worker processes."""
    with start_service(shared_database, web_workers=WORKERS, job_worker=False) as started:
        yield started


def test_every_worker_refuses_a_revoked_token_and_a_disabled_client(running: RunningService) -> None:
    """Given two tokens in use; when one is revoked and the other's client disabled; then both get 401 at once."""
    revoking_client, disabled_client = register_with_secret(running.base_url), register_with_secret(running.base_url)
    revoked_token, orphaned_token = revoking_client.get_token(), disabled_client.get_token()
    assert 401 not in count_statuses(running, [revoked_token, orphaned_token])
    revoking_client.revoke(revoked_token)
    assert count_statuses(running, [revoked_token]) == {401: WORKERS}
    with transaction(None, as_operator=True) as session:
        clients.disable(session, disabled_client.client_id)
    assert count_statuses(running, [orphaned_token]) == {401: WORKERS}


def test_every_worker_refuses_the_revoked_tokens_of_a_client_but_no_new_ones(
    running: RunningService, shared_database: Database
) -> None:
    """Given two clients of an organisation and one of another; when the tokens of one are revoked; then no others."""
    client, stranger = register_with_secret(running.base_url), register_with_secret(running.base_url)
    colleague = register_with_secret(running.base_url, organisation=client.organisation_id)
    revoked_token, valid_tokens = client.get_token(), [colleague.get_token(), stranger.get_token()]
    assert has_succeeded(run_command(shared_database, "end-tokens", client.client_id))
    assert count_statuses(running, [revoked_token]) == {401: WORKERS}
    assert 401 not in count_statuses(running, [*valid_tokens, client.get_token()])


def test_every_worker_refuses_the_revoked_tokens_of_an_organisation(
    running: RunningService, shared_database: Database
) -> None:
    """Given clients of two organisations; when the tokens of one organisation are revoked; then no others."""
    client, stranger = register_with_secret(running.base_url), register_with_secret(running.base_url)
    colleague = register_with_secret(running.base_url, organisation=client.organisation_id, posts_secret=True)
    revoked_tokens, valid_token = [client.get_token(), colleague.get_token()], stranger.get_token()
    assert has_succeeded(run_command(shared_database, "end-tokens", "--organisation", str(client.organisation_id)))
    assert count_statuses(running, revoked_tokens) == {401: 2 * WORKERS}
    assert 401 not in count_statuses(running, [valid_token, client.get_token(), colleague.get_token()])
    form = {"client_id": colleague.client_id, "client_secret": str(colleague.secret), "token": revoked_tokens[0]}
    descriptions = call_every_worker(running, WORKERS, lambda connection: connection.post("/oauth/introspect", form))
    assert list(descriptions.values()) == [(200, INACTIVE)] * WORKERS


def test_every_worker_refuses_the_tokens_of_a_suspended_organisation(running: RunningService) -> None:
    organisation = create_organisation(Kind.SCHOOL)
    token = register_with_secret(running.base_url, organisation=organisation).get_token()
    assert count_statuses(running, [token]) == {200: WORKERS}
    run_as_operator(organisation, lambda session: organisations.suspend_organisation(session, organisation))
    assert count_statuses(running, [token]) == {401: WORKERS}


def test_every_worker_follows_the_scopes_that_a_client_loses_and_gains(
    running: RunningService, shared_database: Database
) -> None:
    """Given a token with two scopes; when its client loses one and gets it back; then the token follows at once."""
    client = register_with_secret(running.base_url, organisation=create_organisation(Kind.SCHOOL))
    token = client.get_token()
    for scopes, status in ((SCOPES, 200), (["changes:read"], 403), (SCOPES, 200)):
        set_scopes(shared_database, client, scopes)
        assert count_statuses(running, [token], "/v1/incidents") == {status: WORKERS}


def set_scopes(database: Database, client: ApiClient, scopes: Sequence[str]) -> None:
    """Change the scopes of a client, as operators do: the service may not."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("update oauth_client set scopes = %s where client_id = %s", [list(scopes), client.client_id])


def test_every_worker_refuses_a_hundred_disabled_clients_within_six_seconds(
    running: RunningService, shared_database: Database
) -> None:
    """Given a hundred clients in use; when one command disables them; then every worker refuses all of them."""
    disabled = [register_with_secret(running.base_url, posts_secret=bool(n % 2)) for n in range(CLIENT_COUNT - 10)]
    disabled += [register_with_key(running.base_url, issuer=running.base_url) for _ in range(10)]
    active = register_with_secret(running.base_url)
    tokens, valid_token = [client.get_token() for client in disabled], active.get_token()
    assert 401 not in count_statuses(running, [*tokens, valid_token])
    assert has_succeeded(run_command(shared_database, "disable-client", *(client.client_id for client in disabled)))
    # Six seconds are the limit, but no request is accepted after the end of the command.
    assert count_statuses(running, tokens) == {401: CLIENT_COUNT * WORKERS}
    assert 401 not in count_statuses(running, [valid_token])
    assert {client.request_token().status_code for client in disabled} == {401}


def test_a_command_with_one_unknown_client_changes_nothing(running: RunningService, shared_database: Database) -> None:
    client = register_with_secret(running.base_url)
    token = client.get_token()
    for command in ("disable-client", "end-tokens"):
        failed = run_command(shared_database, command, client.client_id, "nobody")
        assert (failed.returncode, failed.stderr.strip()) == (1, "auth: there is no such client")
    assert run_command(shared_database, "disable-client", "--organisation", str(uuid4())).returncode == 1
    assert 401 not in count_statuses(running, [token])


def test_one_of_twenty_copies_of_an_assertion_gets_a_token_from_any_worker(
    running: RunningService,
) -> None:
    """Given a signed assertion; when every worker receives it five times at once; then one response is a token."""
    client = register_with_key(running.base_url, issuer=running.base_url)
    form = {"grant_type": "client_credentials"} | assertion_form(client.sign_assertion())
    statuses = call_every_worker(
        running, WORKERS, lambda connection: [connection.post(TOKEN_PATH, form)[0] for _ in range(5)]
    )
    assert sorted(status for of_worker in statuses.values() for status in of_worker) == [200] + [401] * 19


def test_oauth_clients_can_discover_and_use_the_running_service(running: RunningService) -> None:
    """Given the service; when a client discovers it and sends no credentials; then the error is that of RFC 6749."""
    document = requests.get(f"{running.base_url}/.well-known/oauth-authorization-server", timeout=5).json()
    assert document["issuer"] == running.base_url
    response = requests.post(document["token_endpoint"], {"grant_type": "client_credentials"}, timeout=5)
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert response.headers["WWW-Authenticate"].startswith("Basic ")
    assert response.headers["Cache-Control"] == "no-store"


def count_statuses(running: RunningService, tokens: Sequence[str], path: str = PROTECTED_PATH) -> Counter[int]:
    """Send each token to each worker; return how often each status came back."""
    statuses = call_every_worker(
        running, WORKERS, lambda connection: [connection.get(path, token)[0] for token in tokens]
    )
    return Counter(status for of_worker in statuses.values() for status in of_worker)


def has_succeeded(process: subprocess.CompletedProcess[str]) -> bool:
    return (process.returncode, process.stdout.partition(": ")[2].strip()) == (0, "done")
