"""Tokens that end before their time, at once and on every worker: nothing about them is cached."""

from __future__ import annotations

import time

import pytest

from auth import bearer, clients, errors
from auth.models import DeniedToken
from auth.replay_cache import deny
from services.core.db import transaction
from tests.auth.minting import minted
from tests.auth.parties import Party, asserted, with_key, with_secret


def test_a_revoked_token_is_refused_at_the_next_request(school: Party) -> None:
    """Given two tokens in use; when one is given back; then it ends and the other does not."""
    ended, other = school.token(), school.token()
    assert usable(ended)
    answer = school.revoke(ended)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert not usable(ended)
    assert usable(other)


def test_a_client_with_a_key_can_give_its_token_back(platform: Party) -> None:
    token = platform.token()
    form = {"token": token} | asserted(platform.assertion())
    assert platform.post("/oauth/revoke", form).status_code == 200
    assert not usable(token)


def test_only_its_own_client_can_end_a_token(base_url: str, school: Party) -> None:
    token, other = school.token(), with_secret(base_url)
    answer = other.revoke(token)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert usable(token)


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "anything"])
def test_the_hint_is_only_a_hint(school: Party, hint: str) -> None:
    token = school.token()
    assert school.revoke(token, token_type_hint=hint).status_code == 200
    assert not usable(token)


def test_what_is_no_token_of_ours_is_answered_like_one_that_was_revoked(school: Party) -> None:
    expired = minted(school, exp=int(time.time()) - 5)
    for token in ("x", "a.b.c", expired, with_key(school.base_url).assertion(), "\u00e9", "[" * 5000):
        assert school.revoke(token).status_code == 200


def test_nobody_revokes_without_credentials(school: Party) -> None:
    token = school.token()
    answer = school.post("/oauth/revoke", {"token": token})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert usable(token)


def test_a_revocation_must_name_a_token(school: Party) -> None:
    answer = school.post("/oauth/revoke", {"x": "y"}, auth=(school.client_id, school.secret))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_closed_client_is_refused_at_once_and_its_tokens_stay_ended(base_url: str) -> None:
    """Given a client with a token; when it is closed and opened again; then only new tokens work."""
    party = with_secret(base_url)
    before = party.token()
    with transaction(None) as session:
        clients.disable(session, party.client_id)
    assert not usable(before)
    assert party.ask().status_code == 401
    assert party.revoke(before).status_code == 401
    with transaction(None) as session:
        clients.enable(session, party.client_id)
    assert not usable(before)
    assert usable(party.token())


def test_what_has_expired_is_forgotten(school: Party) -> None:
    token = school.token()
    with transaction(None) as session:
        session.add(DeniedToken(jti="long ago", expires_at=bearer.authenticate(f"Bearer {token}").expires_at.min))
    school.revoke(token)
    with transaction(None) as session:
        assert session.get(DeniedToken, "long ago") is None


def test_revoking_twice_is_once(school: Party) -> None:
    token = school.token()
    principal = bearer.authenticate(f"Bearer {token}")
    deny(principal.jti, principal.expires_at)
    assert school.revoke(token).status_code == 200


def usable(token: str) -> bool:
    try:
        bearer.authenticate(f"Bearer {token}")
    except errors.InvalidToken:
        return False
    return True
