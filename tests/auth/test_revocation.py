"""Token revocation, which takes effect at the next request."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from auth import bearer, clients, errors
from auth.models import DeniedToken
from auth.revocation import deny_token
from services.core.db import transaction
from tests.auth.api_clients import ApiClient, assertion_form, register_with_key, register_with_secret
from tests.auth.forged_tokens import sign_token


def test_a_revoked_token_is_refused_at_the_next_request(school: ApiClient) -> None:
    """Given two tokens in use; when one is revoked; then the other is still usable."""
    revoked, other = school.get_token(), school.get_token()
    assert is_usable(revoked)
    response = school.revoke(revoked)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert not is_usable(revoked)
    assert is_usable(other)


def test_a_client_with_a_key_can_revoke_its_token(platform: ApiClient) -> None:
    token = platform.get_token()
    form = {"token": token} | assertion_form(platform.sign_assertion())
    assert platform.post("/oauth/revoke", form).status_code == 200
    assert not is_usable(token)


def test_a_client_cannot_revoke_a_token_of_another(base_url: str, school: ApiClient) -> None:
    """Given a token of another client; when it is sent; then it stays usable, and the response reveals nothing."""
    colleague = register_with_secret(base_url, organisation=school.organisation_id)
    platform, stranger = register_with_key(base_url), register_with_secret(base_url)
    reference = school.revoke("x")
    for other in (colleague, platform, stranger):
        token = other.get_token()
        response = school.revoke(token)
        assert (response.status_code, response.text) == (reference.status_code, reference.text) == (200, "{}")
        assert is_usable(token)


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "anything"])
def test_the_token_type_hint_is_ignored(school: ApiClient, hint: str) -> None:
    token = school.get_token()
    assert school.revoke(token, token_type_hint=hint).status_code == 200
    assert not is_usable(token)


def test_revoking_a_text_that_is_no_token_succeeds(school: ApiClient) -> None:
    expired = sign_token(school, exp=int(time.time()) - 5)
    for token in ("x", "a.b.c", expired, register_with_key(school.base_url).sign_assertion(), "\u00e9", "[" * 5000):
        assert school.revoke(token).status_code == 200


def test_revocation_requires_client_authentication(school: ApiClient) -> None:
    token = school.get_token()
    response = school.post("/oauth/revoke", {"token": token})
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert is_usable(token)


def test_the_parameter_token_is_required(school: ApiClient) -> None:
    response = school.post("/oauth/revoke", {"x": "y"}, auth=(school.client_id, school.secret))
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


def test_a_disabled_client_is_refused_and_its_tokens_stay_revoked(base_url: str) -> None:
    """Given a client with a token; when it is disabled and enabled; then only new tokens are accepted."""
    client = register_with_secret(base_url)
    old_token = client.get_token()
    with transaction(None, as_operator=True) as session:
        clients.disable(session, client.client_id)
    assert not is_usable(old_token)
    assert client.request_token().status_code == 401
    assert client.revoke(old_token).status_code == 401
    with transaction(None, as_operator=True) as session:
        clients.enable(session, client.client_id)
    assert not is_usable(old_token)
    assert is_usable(client.get_token())


def test_expired_tokens_are_deleted_from_the_denylist(school: ApiClient) -> None:
    token = school.get_token()
    with transaction(None, as_operator=True) as session:
        session.add(DeniedToken(jti="long ago", expires_at=bearer.authenticate(f"Bearer {token}").expires_at.min))
    school.revoke(token)
    with transaction(None, as_operator=True) as session:
        assert session.get(DeniedToken, "long ago") is None


def test_a_revoked_token_stays_on_the_denylist_until_a_minute_after_it_expires(school: ApiClient) -> None:
    token = school.get_token()
    principal = bearer.authenticate(f"Bearer {token}")
    school.revoke(token)
    with transaction(None, as_operator=True) as session:
        denied = session.get_one(DeniedToken, principal.jti)
    assert denied.expires_at == principal.expires_at + timedelta(minutes=1)


def test_a_token_can_be_revoked_twice(school: ApiClient) -> None:
    token = school.get_token()
    principal = bearer.authenticate(f"Bearer {token}")
    deny_token(principal.jti, principal.expires_at)
    assert school.revoke(token).status_code == 200


def is_usable(token: str) -> bool:
    try:
        bearer.authenticate(f"Bearer {token}")
    except errors.InvalidToken:
        return False
    return True
