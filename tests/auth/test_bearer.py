"""Authentication of API requests by bearer token."""

from __future__ import annotations

import json
import time
from typing import Any
from unittest.mock import Mock, patch
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from auth import bearer, errors, jose
from auth.keys import KeyRing, get_key_ring
from auth.scopes import Scope
from services.core.settings import get_settings
from tests.auth.api_clients import ApiClient, register_with_secret, sign_hs256
from tests.auth.forged_tokens import sign_token, token_claims


def test_a_valid_token_authenticates_its_client(school: ApiClient) -> None:
    principal = bearer.authenticate(f"Bearer {school.get_token()}")
    assert principal.client_id == school.client_id
    assert principal.organisation_id == school.organisation_id
    assert principal.organisation_kind == "school"
    assert principal.roles == {"reporter"}
    assert principal.scopes == {"incidents:read", "changes:read"}
    assert 590 < principal.expires_at.timestamp() - time.time() <= 600


def test_the_text_of_a_token_is_verified_once_and_its_times_at_each_use(school: ApiClient) -> None:
    token, verify = f"Bearer {school.get_token()}", Mock(wraps=jose.verify)
    with patch("auth.tokens.jose.verify", verify):
        expires_at = bearer.authenticate(token).expires_at.timestamp()
        assert bearer.authenticate(token).expires_at.timestamp() == expires_at
        with patch("auth.tokens.time.time", return_value=expires_at), pytest.raises(errors.InvalidToken):
            bearer.authenticate(token)
    assert verify.call_count == 1


def test_a_token_that_was_refused_is_verified_again(school: ApiClient) -> None:
    """Given a token whose key is not known yet; when the key is known; then the token is accepted."""
    token = f"Bearer {sign_token(school)}"
    with patch.object(KeyRing, "find_verification_key", return_value=None), pytest.raises(errors.InvalidToken):
        bearer.authenticate(token)
    assert bearer.authenticate(token)


def metadata_parameter() -> str:
    return f'resource_metadata="{get_settings().issuer}/.well-known/oauth-protected-resource"'


def test_the_scheme_is_case_insensitive(school: ApiClient) -> None:
    assert bearer.authenticate(f"bEARER  {school.get_token()}")


@pytest.mark.parametrize("header", [None, "", " ", "Bearer", "Bearer ", "Basic eDp5", "Digest x", "token"])
def test_without_a_token_the_challenge_names_no_error(shared_database: object, header: str | None) -> None:
    with pytest.raises(errors.MissingToken) as exc_info:
        bearer.authenticate(header)
    challenge = f'Bearer realm="tarian", {metadata_parameter()}'
    assert (exc_info.value.status, exc_info.value.www_authenticate) == (401, challenge)


def test_a_token_in_the_query_is_refused(school: ApiClient) -> None:
    token = school.get_token()
    with pytest.raises(errors.MissingToken):
        bearer.authenticate(None, query={"access_token"})
    with pytest.raises(errors.AmbiguousToken) as exc_info:
        bearer.authenticate(f"Bearer {token}", query={"access_token"})
    assert (exc_info.value.status, exc_info.value.code) == (400, "invalid_request")


def test_a_missing_scope_is_refused_and_named(school: ApiClient) -> None:
    principal = bearer.authenticate(f"Bearer {school.get_token()}")
    bearer.require_scope(principal, Scope.INCIDENTS_READ)
    with pytest.raises(errors.InsufficientScope) as exc_info:
        bearer.require_scope(principal, Scope.DECISIONS_WRITE)
    challenge = f'Bearer realm="tarian", error="insufficient_scope", scope="decisions:write", {metadata_parameter()}'
    assert (exc_info.value.status, exc_info.value.www_authenticate) == (403, challenge)


def test_an_unchanged_forged_token_is_accepted(school: ApiClient) -> None:
    assert bearer.authenticate(f"Bearer {sign_token(school)}")
    assert bearer.authenticate(f"Bearer {sign_token(school, header={'typ': 'application/at+jwt'})}")


NOW = int(time.time())
CHANGED_CLAIMS: list[dict[str, Any]] = [
    {"iss": "https://elsewhere.example"}, {"iss": None}, {"iss": [1]},
    {"aud": "https://elsewhere.example"}, {"aud": None}, {"aud": []}, {"aud": ["https://elsewhere.example"]},
    {"exp": NOW - 1}, {"exp": None}, {"exp": "soon"}, {"exp": float("nan")}, {"exp": float("inf")}, {"exp": True},
    {"nbf": NOW + 3600}, {"nbf": None}, {"nbf": "x"}, {"iat": NOW + 3600}, {"iat": None}, {"iat": []},
    {"scope": ["incidents:read"]}, {"scope": 5}, {"scope": {"a": 1}}, {"scope": None}, {"scope": True},
    {"client_id": None}, {"client_id": "nobody"}, {"client_id": 5}, {"client_id": "a\0b"}, {"client_id": "\ud800"},
    {"jti": None}, {"jti": 5}, {"jti": "a\0b"}, {"jti": "\ud800"}, {"sub": None}, {"sub": 5},
    {"org": None}, {"org": "nobody"}, {"org": 5}, {"org_kind": None}, {"org_kind": []},
    {"roles": None}, {"roles": "admin"}, {"roles": [1]}, {"cep": None}, {"cep": 2}, {"cep": "1"}, {"cep": True},
    {"cep": 2**63}, {"cep": 10**40},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGED_CLAIMS)
def test_invalid_claims_are_refused(school: ApiClient, change: dict[str, Any]) -> None:
    assert_refused(sign_token(school, **change))


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"nbf": 5}, True),
        ({"nbf": 6}, False),
        ({"iat": 5}, True),
        ({"iat": 6}, False),
        ({"exp": 1}, True),
        ({"exp": 0}, False),
    ],
)
def test_the_clocks_of_two_servers_may_differ_by_five_seconds(
    school: ApiClient, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], is_valid: bool
) -> None:
    """Given a token whose times are some seconds after the present second; then it is valid up to the tolerance."""
    monkeypatch.setattr(time, "time", lambda: float(NOW))
    text = sign_token(school, **{name: NOW + seconds for name, seconds in changes.items()})
    if is_valid:
        assert bearer.authenticate(f"Bearer {text}")
    else:
        assert_refused(text)


def test_a_token_has_at_most_8192_characters(school: ApiClient) -> None:
    unpadded = len(sign_token(school, pad=""))
    # In base64 four characters hold three bytes.
    lengths = range((8192 - unpadded) * 3 // 4 - 2, (8192 - unpadded) * 3 // 4 + 4)
    tokens = {len(text): text for text in (sign_token(school, pad="x" * length) for length in lengths)}
    assert bearer.authenticate(f"Bearer {tokens[8192]}")
    assert_refused(tokens[8193])


CHANGED_HEADERS: list[dict[str, Any]] = [
    {"typ": None}, {"typ": "JWT"}, {"typ": "jwt"}, {"typ": "id+jwt"}, {"kid": None}, {"kid": "nobody's"},
    {"crit": ["typ"]}, {"jku": "https://elsewhere.example"}, {"b64": True},
]  # fmt: skip


@pytest.mark.parametrize("header", CHANGED_HEADERS)
def test_invalid_headers_are_refused(school: ApiClient, header: dict[str, Any]) -> None:
    assert_refused(sign_token(school, header=header))


def test_a_key_in_the_header_is_not_used(school: ApiClient) -> None:
    own_key = ECKey.generate_key("P-256", auto_kid=True)
    assert_refused(sign_token(school, key=own_key, header={"jwk": own_key.as_dict(private=False)}))
    assert_refused(sign_token(school, key=own_key, header={"kid": get_key_ring().get_signing_key().kid}))


def test_the_public_key_is_not_accepted_as_a_shared_secret(school: ApiClient) -> None:
    key = get_key_ring().get_signing_key()
    header = {"alg": "HS256", "typ": "at+jwt", "kid": key.kid}
    for public in (key.as_pem(private=False), key.as_der(private=False)):
        assert_refused(sign_hs256(header, token_claims(school), public))


def test_an_unsigned_token_is_refused(school: ApiClient) -> None:
    """Given a valid token; when its signature is removed, with and without algorithm none; then it is refused."""
    header, body, signature = school.get_token().split(".")
    valid = jose.decode_unverified(f"{header}.{body}.{signature}")[0]
    for changed in (valid, valid | {"alg": "none"}, {"alg": "none", "typ": "at+jwt"}):
        encoded = urlsafe_b64encode(json.dumps(changed).encode()).decode()
        for token in (f"{encoded}.{body}.", f"{encoded}.{body}.{signature}", f"{encoded}.{body}"):
            assert_refused(token)
    assert_refused(f"{header}.{body}.")


@pytest.mark.parametrize("character", ["\xa0", "\x85", "\x1c", "\x0b", "\x0c", "\n"])
def test_only_spaces_and_tabs_around_a_token_are_ignored(school: ApiClient, character: str) -> None:
    token = school.get_token()
    assert_refused(token + character)
    assert bearer.authenticate(f"\t Bearer  {token} \t")


def test_a_signature_with_the_high_value_of_s_is_refused(school: ApiClient) -> None:
    """Given valid tokens; when s is replaced with n - s, a valid signature too; then the token is refused."""
    for _ in range(8):
        content, _, signature = school.get_token().rpartition(".")
        raw = urlsafe_b64decode(signature.encode())
        high_s = raw[:32] + (jose.P256_ORDER - int.from_bytes(raw[32:])).to_bytes(32)
        assert_refused(f"{content}.{urlsafe_b64encode(high_s).decode()}")


@pytest.mark.parametrize("text", ["x", ".", "..", "...", "a.b.c.d.e", "e30.e30.", "bnVsbA.bnVsbA.x", "x" * 20_000])
def test_texts_that_are_no_token_are_refused(school: ApiClient, text: str) -> None:
    assert_refused(text)


def test_a_scope_that_the_client_no_longer_holds_is_ignored(school: ApiClient) -> None:
    token = sign_token(school, scope="incidents:read incidents:update")
    assert bearer.authenticate(f"Bearer {token}").scopes == {"incidents:read"}


def test_a_token_acts_for_the_organisation_it_was_issued_for(base_url: str, school: ApiClient) -> None:
    other = register_with_secret(base_url)
    assert bearer.authenticate(f"Bearer {other.get_token()}").organisation_id == other.organisation_id
    assert_refused(sign_token(other, cep=2, jti=uuid4().hex))
    assert get_settings().issuer != school.base_url  # the URL of the request has no influence


def assert_refused(token: str) -> None:
    with pytest.raises(errors.TokenError) as exc_info:
        bearer.authenticate(f"Bearer {token}")
    assert (exc_info.value.status, exc_info.value.code) == (401, "invalid_token")
    assert 'error="invalid_token"' in exc_info.value.www_authenticate
