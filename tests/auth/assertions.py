"""Sending of client assertions."""

from __future__ import annotations

import requests

from tests.auth.api_clients import ApiClient, assertion_form


def send_assertion(client: ApiClient, assertion: str) -> requests.Response:
    """Request a token with this assertion."""
    return client.post("/oauth/token", {"grant_type": "client_credentials"} | assertion_form(assertion))


def assert_refused(client: ApiClient, assertion: str) -> None:
    """Send an assertion, and check that it is refused as RFC 6749, section 5.2 requires."""
    response = send_assertion(client, assertion)
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client"), response.text
    assert response.headers["WWW-Authenticate"].startswith("Basic ")
