"""Client assertions with invalid signatures, and texts that are no assertion: all of them are refused with 401."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from auth.keys import get_key_ring
from tests.auth.api_clients import ApiClient, register_with_key, sign_hs256
from tests.auth.assertions import assert_refused


def sign_with_public_key(client: ApiClient) -> str:
    assert isinstance(client.key, ECKey)
    return sign_hs256({"alg": "HS256"}, client.assertion_claims(), client.key.as_pem(private=False))


def sign_with_public_jwk(client: ApiClient) -> str:
    assert isinstance(client.key, ECKey)
    document = json.dumps(client.key.as_dict(private=False)).encode()
    return sign_hs256({"alg": "HS256"}, client.assertion_claims(), document)


def sign_as_other_client(client: ApiClient, changes: dict[str, Any]) -> str:
    """Return an assertion that another registered client signed."""
    return register_with_key(client.base_url).sign_assertion(**changes)


def rewrite_signature(client: ApiClient, encode: Callable[[int, int], bytes]) -> str:
    """Return a valid assertion with its signature (r, s) encoded by `encode`."""
    content, _, signature = client.sign_assertion().rpartition(".")
    raw = urlsafe_b64decode(signature.encode())
    encoded_signature = encode(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    return f"{content}.{urlsafe_b64encode(encoded_signature).decode()}"


FORGERIES: dict[str, Callable[[ApiClient], str]] = {
    "none": lambda client: build_unsigned(client.assertion_claims()),
    "HS256 with the public key": sign_with_public_key,
    "HS256 with the public JWK": sign_with_public_jwk,
    "HS256 with an empty secret": lambda client: sign_hs256({"alg": "HS256"}, client.assertion_claims(), b""),
    "an unregistered key": lambda client: client.sign_assertion(ECKey.generate_key("P-256")),
    "another client's key": lambda client: client.sign_assertion(register_with_key(client.base_url).key),
    "another client's key and this one's issuer": lambda client: sign_as_other_client(
        client, {"iss": client.client_id}
    ),
    "another client's key and this one's subject": lambda client: sign_as_other_client(
        client, {"sub": client.client_id}
    ),
    "this server's own key": lambda client: client.sign_assertion(get_key_ring().get_signing_key()),
    "an access token of this server": lambda client: client.get_token(),
    "a signature in DER": lambda client: rewrite_signature(client, lambda r, s: encode_dss_signature(r, s)),
    "r and s of zero": lambda client: rewrite_signature(client, lambda _r, _s: bytes(64)),
    "r of zero": lambda client: rewrite_signature(client, lambda _r, s: bytes(32) + s.to_bytes(32)),
    "s of zero": lambda client: rewrite_signature(client, lambda r, _s: r.to_bytes(32) + bytes(32)),
    "no signature": lambda client: rewrite_signature(client, lambda _r, _s: b""),
    "a key set at a URL": lambda client: client.sign_assertion(header={"jku": "https://evil.example/jwks"}),
    "a certificate at a URL": lambda client: client.sign_assertion(header={"x5u": "https://evil.example/cert"}),
    "a certificate in the header": lambda client: client.sign_assertion(header={"x5c": ["TUlJ"]}),
    "a kid that is a path": lambda client: client.sign_assertion(header={"kid": "../../../dev/null"}),
    "a kid that is SQL": lambda client: client.sign_assertion(header={"kid": "' or '1'='1"}),
    "an unknown critical parameter": lambda client: client.sign_assertion(header={"crit": ["typ"], "typ": "JWT"}),
    "an unregistered key in the header": lambda client: embed_key(client, ECKey.generate_key("P-256")),
    "the registered key in the header": lambda client: embed_key(client, client.key),
    "an unknown kid": lambda client: client.sign_assertion(header={"kid": "unknown"}),
    "a kid with odd characters": lambda client: client.sign_assertion(header={"kid": 'é"\\'}),
    "the type of an access token": lambda client: client.sign_assertion(header={"typ": "at+jwt"}),
    "a detached payload": lambda client: client.sign_assertion(header={"b64": False, "crit": ["b64"]}),
}


@pytest.mark.parametrize("create_forgery", FORGERIES.values(), ids=list(FORGERIES))
def test_invalid_signatures_are_refused(platform: ApiClient, create_forgery: Callable[[ApiClient], str]) -> None:
    assert_refused(platform, create_forgery(platform))


def test_other_algorithms_are_refused(base_url: str) -> None:
    client = register_with_key(base_url, RSAKey.generate_key(2048))
    assert_refused(client, client.sign_assertion(header={"alg": "RS256"}))


HEADERS = [
    '"alg"', "[]", "{}", "null", "7", '{"alg":5}', '{"alg":"\\u00e9\\"\\\\"}', '{"alg":["ES256"]}',
    '{"alg":"ES256","kid":[1]}', '{"alg":"ES256","crit":5}', '{"alg":"ES256","crit":["exp"]}',
    '{"alg":"ES256","typ":5}', '{"alg":"ES256","\\u00e9":1}',
]  # fmt: skip
UNSIGNED = '{"alg":"none"}'
HEADER = '{"alg":"ES256"}'
PAYLOADS = ["[]", "null", "7", "[" * 5000, '{"sub":' * 700, "{}", '{"sub":"x"}', "\xff", '{"sub":1e999}', "9" * 5000]


@pytest.mark.parametrize("header", HEADERS)
def test_malformed_headers_are_refused(platform: ApiClient, header: str) -> None:
    claims = json.dumps(platform.assertion_claims())
    assert_refused(platform, f"{encode_base64url(header)}.{encode_base64url(claims)}.{encode_base64url('signature')}")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: str(payload)[:20])
def test_malformed_payloads_are_refused(platform: ApiClient, payload: str) -> None:
    assert_refused(platform, f"{encode_base64url(HEADER)}.{encode_base64url(payload)}.{encode_base64url('signature')}")


@pytest.mark.parametrize("text", ["x", "..", "a.b.c", "a.b.c.d.e", "é.é.é", "=.=.=", "x" * 20000])
def test_texts_that_are_no_assertion_are_refused(platform: ApiClient, text: str) -> None:
    assert_refused(platform, text)


def build_unsigned(claims: dict[str, object]) -> str:
    return f"{encode_base64url(UNSIGNED)}.{encode_base64url(json.dumps(claims))}."


def embed_key(client: ApiClient, key: object) -> str:
    assert isinstance(key, ECKey)
    return client.sign_assertion(key, header={"jwk": key.as_dict(private=False)})


def encode_base64url(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("latin-1")).rstrip(b"=").decode()
