"""Which tokens open the API."""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from auth import bearer, errors, jose, keys
from auth.scopes import Scope
from services.core.settings import get_settings
from tests.auth.minting import claims, minted
from tests.auth.parties import Party, hmac_signed, with_secret

# given a header; when it is looked at; then a Principal, or the refusal of RFC 6750


def test_a_good_token_says_who_calls(school: Party) -> None:
    principal = bearer.authenticate(f"Bearer {school.token()}")
    assert principal.client_id == school.client_id
    assert principal.organisation_id == school.organisation_id
    assert principal.organisation_kind == "school"
    assert principal.roles == {"reporter"}
    assert principal.scopes == {"incidents:read", "changes:read"}
    assert 590 < principal.expires_at.timestamp() - time.time() <= 600


def test_the_scheme_is_read_in_any_case(school: Party) -> None:
    assert bearer.authenticate(f"bEARER  {school.token()}")


@pytest.mark.parametrize("header", [None, "", " ", "Bearer", "Bearer ", "Basic eDp5", "Digest x", "token"])
def test_without_a_token_the_challenge_names_no_error(shared_database: object, header: str | None) -> None:
    with pytest.raises(errors.MissingToken) as refused:
        bearer.authenticate(header)
    assert (refused.value.status, refused.value.www_authenticate) == (401, 'Bearer realm="tarian"')


def test_a_token_in_the_address_is_refused(school: Party) -> None:
    token = school.token()
    with pytest.raises(errors.MissingToken):
        bearer.authenticate(None, query={"access_token"})
    with pytest.raises(errors.AmbiguousToken) as refused:
        bearer.authenticate(f"Bearer {token}", query={"access_token"})
    assert (refused.value.status, refused.value.code) == (400, "invalid_request")


def test_a_scope_that_the_token_lacks_is_named(school: Party) -> None:
    principal = bearer.authenticate(f"Bearer {school.token()}")
    bearer.require(principal, Scope.INCIDENTS_READ)
    with pytest.raises(errors.InsufficientScope) as refused:
        bearer.require(principal, Scope.AUDIT_READ)
    assert refused.value.status == 403
    assert refused.value.www_authenticate == 'Bearer realm="tarian", error="insufficient_scope", scope="audit:read"'


def test_a_minted_token_is_good_unless_it_is_changed(school: Party) -> None:
    assert bearer.authenticate(f"Bearer {minted(school)}")
    assert bearer.authenticate(f"Bearer {minted(school, header={'typ': 'application/at+jwt'})}")


NOW = int(time.time())
CHANGES: list[dict[str, Any]] = [
    {"iss": "https://elsewhere.example"}, {"iss": None}, {"iss": [1]},
    {"aud": "https://elsewhere.example"}, {"aud": None}, {"aud": []}, {"aud": ["https://elsewhere.example"]},
    {"exp": NOW - 1}, {"exp": None}, {"exp": "soon"}, {"exp": float("nan")}, {"exp": float("inf")}, {"exp": True},
    {"nbf": NOW + 3600}, {"nbf": None}, {"nbf": "x"}, {"iat": NOW + 3600}, {"iat": None}, {"iat": []},
    {"scope": ["incidents:read"]}, {"scope": 5}, {"scope": {"a": 1}}, {"scope": None}, {"scope": True},
    {"client_id": None}, {"client_id": "nobody"}, {"client_id": 5}, {"client_id": "a\0b"}, {"client_id": "\ud800"},
    {"jti": None}, {"jti": 5}, {"jti": "a\0b"}, {"jti": "\ud800"}, {"sub": None}, {"sub": 5},
    {"org": None}, {"org": "nobody"}, {"org": 5}, {"org_kind": None}, {"org_kind": []},
    {"roles": None}, {"roles": "admin"}, {"roles": [1]}, {"cep": None}, {"cep": 2}, {"cep": "1"}, {"cep": True},
    {"cep": 10**40},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_claims_that_are_not_right(school: Party, change: dict[str, Any]) -> None:
    refused(minted(school, **change))


HEADERS: list[dict[str, Any]] = [
    {"typ": None}, {"typ": "JWT"}, {"typ": "jwt"}, {"typ": "id+jwt"}, {"kid": None}, {"kid": "nobody's"},
    {"crit": ["typ"]}, {"jku": "https://elsewhere.example"}, {"b64": True},
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_headers_that_are_not_right(school: Party, header: dict[str, Any]) -> None:
    refused(minted(school, header=header))


def test_a_key_that_the_token_brings_along_is_not_used(school: Party) -> None:
    mine = ECKey.generate_key("P-256", auto_kid=True)
    refused(minted(school, key=mine, header={"jwk": mine.as_dict(private=False)}))
    refused(minted(school, key=mine, header={"kid": keys.ring().signing().kid}))


def test_the_public_key_is_no_secret(school: Party) -> None:
    key = keys.ring().signing()
    header = {"alg": "HS256", "typ": "at+jwt", "kid": key.kid}
    for public in (key.as_pem(private=False), key.as_der(private=False)):
        refused(hmac_signed(header, claims(school), public))


def test_a_token_without_signature(school: Party) -> None:
    """Given a token whose header says everything right but the algorithm; when it is unsigned; then it is refused."""
    header, body, signature = school.token().split(".")
    good = jose.peek(f"{header}.{body}.{signature}")[0]
    for said in (good, good | {"alg": "none"}, {"alg": "none", "typ": "at+jwt"}):
        start = urlsafe_b64encode(json.dumps(said).encode()).decode()
        for token in (f"{start}.{body}.", f"{start}.{body}.{signature}", f"{start}.{body}"):
            refused(token)
    refused(f"{header}.{body}.")


@pytest.mark.parametrize("more", ["\xa0", "\x85", "\x1c", "\x0b", "\x0c", "\n"])
def test_only_spaces_and_tabs_around_a_token_are_not_of_it(school: Party, more: str) -> None:
    token = school.token()
    refused(token + more)
    assert bearer.authenticate(f"\t Bearer  {token} \t")


def test_the_twin_of_a_signature_is_refused(school: Party) -> None:
    """Given good tokens; when s is replaced with n - s, which verifies as well; then each has one spelling still."""
    for _ in range(8):
        content, _, signature = school.token().rpartition(".")
        raw = urlsafe_b64decode(signature.encode())
        twin = raw[:32] + (jose.P256_ORDER - int.from_bytes(raw[32:])).to_bytes(32)
        refused(f"{content}.{urlsafe_b64encode(twin).decode()}")


@pytest.mark.parametrize("text", ["x", ".", "..", "...", "a.b.c.d.e", "e30.e30.", "bnVsbA.bnVsbA.x", "x" * 20_000])
def test_texts_that_are_no_token(school: Party, text: str) -> None:
    refused(text)


def test_what_the_client_may_no_longer_do_its_tokens_may_not_do_either(school: Party) -> None:
    token = minted(school, scope="incidents:read audit:read")
    assert bearer.authenticate(f"Bearer {token}").scopes == {"incidents:read"}


def test_another_organisations_token_stays_theirs(base_url: str, school: Party) -> None:
    other = with_secret(base_url)
    assert bearer.authenticate(f"Bearer {other.token()}").organisation_id == other.organisation_id
    refused(minted(other, cep=2, jti=uuid4().hex))
    assert get_settings().issuer != school.base_url  # the address that was called plays no part


def refused(token: str) -> None:
    with pytest.raises(errors.Refused) as caught:
        bearer.authenticate(f"Bearer {token}")
    assert (caught.value.status, caught.value.code) == (401, "invalid_token")
    assert 'error="invalid_token"' in caught.value.www_authenticate
