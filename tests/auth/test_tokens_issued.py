"""Issuing of access tokens."""

from __future__ import annotations

import time

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey

from services.core.settings import get_settings
from tests.auth.api_clients import (
    SCOPES,
    ApiClient,
    assertion_form,
    register_with_key,
    register_with_secret,
)


def test_tokens_follow_rfc_9068_and_are_for_this_api(school: ApiClient) -> None:
    before = int(time.time())
    response = school.request_token()
    published = KeySet.import_key_set(requests.get(f"{school.base_url}/oauth/jwks", timeout=5).json())
    token = jwt.decode(response.json()["access_token"], published, algorithms=["ES256"])
    claims = token.claims
    assert token.header["typ"] == "at+jwt"
    assert token.header["kid"] in [key.kid for key in published]
    assert before <= claims["iat"] <= claims["nbf"] <= time.time()
    assert claims.pop("exp") - claims.pop("iat") == 600
    assert claims.pop("nbf")
    assert len(claims.pop("jti")) >= 16
    assert claims == {
        "iss": get_settings().issuer,
        "aud": get_settings().issuer,
        "sub": school.client_id,
        "client_id": school.client_id,
        "scope": " ".join(SCOPES),
        "org": str(school.organisation_id),
        "org_kind": "school",
        "roles": ["reporter"],
        "cep": 1,
    }


def test_the_response_describes_the_token_and_must_not_be_cached(school: ApiClient) -> None:
    response = school.request_token()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/json"
    assert set(response.json()) == {"access_token", "token_type", "expires_in", "scope"}
    assert response.json()["token_type"] == "Bearer"
    assert response.json()["expires_in"] == 600


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("ES256", ECKey.generate_key("P-256", auto_kid=True)),
        ("PS256", RSAKey.generate_key(2048, auto_kid=True)),
        ("EdDSA", OKPKey.generate_key("Ed25519", auto_kid=True)),
        ("Ed25519", OKPKey.generate_key("Ed25519", auto_kid=True)),
    ],
)
def test_clients_can_authenticate_with_each_accepted_algorithm(base_url: str, algorithm: str, key: Key) -> None:
    client = register_with_key(base_url, key, ECKey.generate_key("P-256", auto_kid=True))
    assertion = client.sign_assertion(header={"alg": algorithm, "kid": key.kid, "typ": "JWT"})
    response = client.post("/oauth/token", {"grant_type": "client_credentials"} | assertion_form(assertion))
    assert response.status_code == 200, response.text


def test_the_token_endpoint_is_accepted_as_audience(platform: ApiClient) -> None:
    assertion = platform.sign_assertion(aud=[f"{get_settings().issuer}/oauth/token"])
    response = platform.post("/oauth/token", {"grant_type": "client_credentials"} | assertion_form(assertion))
    assert response.status_code == 200, response.text


def test_a_client_can_request_fewer_scopes(school: ApiClient) -> None:
    assert school.request_token(scope="incidents:read").json()["scope"] == "incidents:read"


@pytest.mark.parametrize(
    "scope",
    [
        "incidents:delete",
        "incidents:read incidents:delete",
        "incidents:update",
        "incidents:read decisions:write",
        "*",
        " ",
        "\t",
    ],
)
def test_unknown_and_disallowed_scopes_are_refused(school: ApiClient, scope: str) -> None:
    response = school.request_token(scope=scope)
    assert (response.status_code, response.json()["error"]) == (400, "invalid_scope")


def test_an_empty_scope_counts_as_omitted(school: ApiClient) -> None:
    assert school.request_token(scope="").json()["scope"] == " ".join(SCOPES)


def test_a_client_without_scopes_gets_a_token_without_scopes(base_url: str) -> None:
    response = register_with_secret(base_url, scopes=[]).request_token()
    assert response.status_code == 200
    assert "scope" not in response.json()


@pytest.mark.parametrize("grant_type", ["password", "authorization_code", "refresh_token", '\u00e9"\\', "x" * 3000])
def test_other_grant_types_are_refused_and_not_repeated(school: ApiClient, grant_type: str) -> None:
    response = school.request_token(grant_type=grant_type)
    assert (response.status_code, response.json()["error"]) == (400, "unsupported_grant_type")
    assert response.json()["error_description"] == "This grant type is not supported."


def test_get_requests_to_the_token_endpoint_are_refused(base_url: str) -> None:
    assert requests.get(f"{base_url}/oauth/token", timeout=5).status_code == 405
