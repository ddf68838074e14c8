"""What a good client gets."""

from __future__ import annotations

import time

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey

from services.core.settings import get_settings
from tests.auth.parties import SCOPES, Party, asserted, with_key, with_secret

# given a client; when it asks for a token; then ...


def test_the_token_is_an_rfc_9068_token_for_this_api(school: Party) -> None:
    before = int(time.time())
    answer = school.ask()
    published = KeySet.import_key_set(requests.get(f"{school.base_url}/oauth/jwks", timeout=5).json())
    token = jwt.decode(answer.json()["access_token"], published, algorithms=["ES256"])
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


def test_the_answer_says_what_was_given_and_is_never_stored(school: Party) -> None:
    answer = school.ask()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "scope"}
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 600


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("ES256", ECKey.generate_key("P-256", auto_kid=True)),
        ("PS256", RSAKey.generate_key(2048, auto_kid=True)),
        ("EdDSA", OKPKey.generate_key("Ed25519", auto_kid=True)),
    ],
)
def test_each_accepted_algorithm_signs_a_client_in(base_url: str, algorithm: str, key: Key) -> None:
    party = with_key(base_url, key, ECKey.generate_key("P-256", auto_kid=True))
    assertion = party.assertion(header={"alg": algorithm, "kid": key.kid, "typ": "JWT"})
    answer = party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    assert answer.status_code == 200, answer.text


def test_the_token_endpoint_is_an_audience_as_good_as_the_issuer(platform: Party) -> None:
    assertion = platform.assertion(aud=[f"{get_settings().issuer}/oauth/token"])
    answer = platform.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    assert answer.status_code == 200, answer.text


def test_fewer_scopes_may_be_asked_for(school: Party) -> None:
    assert school.ask(scope="incidents:read").json()["scope"] == "incidents:read"


@pytest.mark.parametrize(
    "scope",
    ["incidents:delete", "incidents:read incidents:delete", "audit:read", "incidents:read audit:read", "*", " ", "\t"],
)
def test_a_scope_that_is_unknown_or_above_the_ceiling_is_never_dropped_in_silence(school: Party, scope: str) -> None:
    answer = school.ask(scope=scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_an_empty_parameter_counts_as_left_out(school: Party) -> None:
    assert school.ask(scope="").json()["scope"] == " ".join(SCOPES)


def test_a_client_without_any_scope_gets_a_token_that_opens_nothing(base_url: str) -> None:
    answer = with_secret(base_url, scopes=[]).ask()
    assert answer.status_code == 200
    assert "scope" not in answer.json()


@pytest.mark.parametrize("grant_type", ["password", "authorization_code", "refresh_token", '\u00e9"\\', "x" * 3000])
def test_other_grants_are_refused_without_repeating_the_words(school: Party, grant_type: str) -> None:
    answer = school.ask(grant_type=grant_type)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")
    assert answer.json()["error_description"] == "This grant type is not supported."


def test_a_token_is_only_ever_posted_for(base_url: str) -> None:
    assert requests.get(f"{base_url}/oauth/token", timeout=5).status_code == 405
