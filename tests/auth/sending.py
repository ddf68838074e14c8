"""Assertions sent, and what becomes of them."""

from __future__ import annotations

from tests.auth.parties import Party, asserted


def ask(party: Party, assertion: str) -> int:
    return party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion)).status_code


def refused(party: Party, assertion: str) -> None:
    answer = party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), answer.text
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
