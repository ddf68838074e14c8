"""Token introspection: an organisation learns about its own tokens, and nothing about others."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from joserfc.jwk import ECKey

from auth import clients
from services.core.db import transaction
from services.core.settings import get_settings
from tests.auth.api_clients import SCOPES, ApiClient, register_with_key, register_with_secret
from tests.auth.forged_tokens import sign_token

INACTIVE = '{"active": false}'


def test_a_client_can_introspect_its_own_token(school: ApiClient) -> None:
    """Given a valid token; when its client introspects it; then the response holds scopes, organisation and times."""
    before = int(time.time())
    description = school.introspect(school.get_token()).json()
    assert len(description.pop("jti")) >= 16
    assert before <= description.pop("iat") <= description.pop("nbf") <= description.pop("exp") - 600 + 5
    assert description == {
        "active": True,
        "token_type": "Bearer",
        "scope": " ".join(SCOPES),
        "client_id": school.client_id,
        "sub": school.client_id,
        "iss": get_settings().issuer,
        "aud": get_settings().issuer,
        "org": str(school.organisation_id),
        "org_kind": "school",
        "roles": ["reporter"],
    }


def test_only_clients_of_the_same_organisation_can_introspect_a_token(base_url: str, school: ApiClient) -> None:
    """Given clients of three organisations; when all introspect a token; then only those of its own see it."""
    colleague = register_with_secret(base_url, organisation=school.organisation_id, posts_secret=True)
    other, third = register_with_secret(base_url), register_with_key(base_url)
    for holder in (school, colleague):
        token = holder.get_token()
        assert school.introspect(token).json()["client_id"] == holder.client_id
        assert colleague.introspect(token).json()["client_id"] == holder.client_id
        assert [stranger.introspect(token).text for stranger in (other, third)] == [INACTIVE] * 2
    assert other.introspect(other.get_token()).json()["active"] is True
    assert school.introspect(third.get_token()).text == INACTIVE


def create_revoked_token(client: ApiClient) -> str:
    token = client.get_token()
    assert client.revoke(token).status_code == 200
    return token


def create_token_of_disabled_client(client: ApiClient, **changes: Any) -> str:
    colleague = register_with_secret(client.base_url, organisation=client.organisation_id)
    token = sign_token(colleague, **changes)
    with transaction(None, as_operator=True) as session:
        clients.disable(session, colleague.client_id)
    return token


def create_token_of_earlier_epoch(client: ApiClient) -> str:
    colleague = register_with_secret(client.base_url, organisation=client.organisation_id)
    token = colleague.get_token()
    for change in (clients.disable, clients.enable):
        with transaction(None, as_operator=True) as session:
            change(session, colleague.client_id)
    return token


INACTIVE_TOKENS: dict[str, Callable[[ApiClient], str]] = {
    "revoked": create_revoked_token,
    "of a disabled client": create_token_of_disabled_client,
    "of a disabled client, with its present epoch": lambda client: create_token_of_disabled_client(client, cep=2),
    "of an earlier epoch": create_token_of_earlier_epoch,
    "of a future epoch": lambda client: sign_token(client, cep=2),
    "expired": lambda client: sign_token(client, exp=int(time.time()) - 1),
    "not valid yet": lambda client: sign_token(client, nbf=int(time.time()) + 60),
    "of another issuer": lambda client: sign_token(client, iss="https://elsewhere.example"),
    "for another audience": lambda client: sign_token(client, aud="https://elsewhere.example"),
    "of an unknown client": lambda client: sign_token(client, client_id="nobody"),
    "signed with another key": lambda client: sign_token(client, key=ECKey.generate_key("P-256", auto_kid=True)),
    "without a type": lambda client: sign_token(client, header={"typ": None}),
    "a client's assertion": lambda client: register_with_key(client.base_url).sign_assertion(),
    "truncated": lambda client: client.get_token()[:-1],
    "of another organisation": lambda client: register_with_secret(client.base_url).get_token(),
    "no JWT": lambda _: "x",
    "two dots": lambda _: "..",
    "characters that no token holds": lambda _: "\u00e9 \U0001f600\n\t'\"<>&%",
    "an unpaired surrogate": lambda _: "%ud800",
    "60000 characters": lambda _: "x" * 60_000,
    "deeply nested JSON": lambda _: "[" * 5000,
}


@pytest.mark.parametrize("token", INACTIVE_TOKENS.values(), ids=list(INACTIVE_TOKENS))
def test_every_unusable_token_gets_the_same_response(base_url: str, token: Callable[[ApiClient], str]) -> None:
    """Given a text that is no usable token; when a client introspects it; then body and headers never vary."""
    client = register_with_secret(base_url)
    response, reference = client.introspect(token(client)), client.introspect("something else")
    assert (response.status_code, response.text) == (200, INACTIVE)
    assert constant_headers(response) == constant_headers(reference)


@pytest.mark.parametrize("hint", ["access_token", "refresh_token", "anything"])
def test_the_token_type_hint_is_ignored(school: ApiClient, hint: str) -> None:
    assert school.introspect(school.get_token(), token_type_hint=hint).json()["active"] is True
    assert school.introspect("x", token_type_hint=hint).text == INACTIVE


def test_responses_must_not_be_cached(school: ApiClient) -> None:
    for response in (school.introspect(school.get_token()), school.introspect("x")):
        assert response.headers["Content-Type"] == "application/json"
        assert (response.headers["Cache-Control"], response.headers["Pragma"]) == ("no-store", "no-cache")


def test_scopes_that_the_client_no_longer_holds_are_left_out(school: ApiClient) -> None:
    token = sign_token(school, scope="incidents:read incidents:update")
    assert school.introspect(token).json()["scope"] == "incidents:read"


def test_introspection_requires_client_authentication(base_url: str, school: ApiClient) -> None:
    """Given a valid token; when the credentials are missing, wrong or of a disabled client; then 401."""
    form, disabled = {"token": school.get_token()}, register_with_secret(base_url)
    with transaction(None, as_operator=True) as session:
        clients.disable(session, disabled.client_id)
    unsigned = school.post("/oauth/introspect", form)
    bearer = school.post("/oauth/introspect", form, headers={"Authorization": f"Bearer {form['token']}"})
    wrong = school.post("/oauth/introspect", form, auth=(school.client_id, "wrong"))
    for response in (unsigned, bearer, wrong, disabled.introspect(form["token"])):
        assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


def test_the_parameter_token_is_required(school: ApiClient) -> None:
    response = school.post_authenticated("/oauth/introspect", {"x": "y"})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


def test_get_requests_are_refused(base_url: str) -> None:
    assert requests.get(f"{base_url}/oauth/introspect", timeout=5).status_code == 405


def constant_headers(response: requests.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in ("Date", "RateLimit")}
