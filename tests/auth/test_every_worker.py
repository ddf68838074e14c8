"""The running service, with several workers: what ends, ends on all of them."""

from __future__ import annotations

import requests

from auth import clients
from services.db import transaction
from tests.auth.parties import Party, with_secret
from tests.conftest import Service
from tests.support.databases import Database

WORKERS = 4
ASKED = 60


def test_a_revoked_token_and_a_closed_client_are_refused_by_every_worker(database: Database, service: Service) -> None:
    """Given two tokens in use; when one is revoked and the client of the other closed; then 401 at once."""
    with service(database, workers=WORKERS, worker=False) as running:
        revoking, closing = with_secret(running.base_url), with_secret(running.base_url)
        revoked, orphaned = revoking.token(), closing.token()
        assert 401 not in {*statuses(revoking, revoked), *statuses(closing, orphaned)}
        revoking.revoke(revoked)
        assert statuses(revoking, revoked) == [401] * ASKED
        with transaction(None) as session:
            clients.disable_client(session, closing.client_id)
        assert statuses(closing, orphaned) == [401] * ASKED


def test_the_running_service_speaks_oauth_to_oauth_clients(database: Database, service: Service) -> None:
    """Given the service; when a client discovers it and fails to sign in; then it answers as RFC 6749 says."""
    with service(database, worker=False) as running:
        document = requests.get(f"{running.base_url}/.well-known/oauth-authorization-server", timeout=5).json()
        assert document["issuer"] == running.base_url
        answer = requests.post(document["token_endpoint"], {"grant_type": "client_credentials"}, timeout=5)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")
        assert answer.headers["Cache-Control"] == "no-store"


def statuses(party: Party, token: str) -> list[int]:
    """What a protected address answers, over new connections so that every worker takes its share."""
    headers = {"Authorization": f"Bearer {token}"}
    return [requests.get(f"{party.base_url}/v1/me", headers=headers, timeout=20).status_code for _ in range(ASKED)]
