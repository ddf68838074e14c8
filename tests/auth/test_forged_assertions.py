"""Assertions under signatures that are not right, and texts that are none: 0 accepted, 0 answered with 500."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from auth import keys
from tests.auth.parties import Party, hmac_signed, with_key
from tests.auth.sending import refused

# given a client with a key; when it sends this assertion; then it is refused with 401 invalid_client


def with_public_key_as_secret(party: Party) -> str:
    assert isinstance(party.key, ECKey)
    return hmac_signed({"alg": "HS256"}, party.claims(), party.key.as_pem(private=False))


def with_key_document_as_secret(party: Party) -> str:
    assert isinstance(party.key, ECKey)
    document = json.dumps(party.key.as_dict(private=False)).encode()
    return hmac_signed({"alg": "HS256"}, party.claims(), document)


def foreign(party: Party, **changes: Any) -> str:
    """A registered client with a good key, that says it is somebody else."""
    return with_key(party.base_url).assertion(**changes)


def resigned(party: Party, write: Callable[[int, int], bytes]) -> str:
    """A good assertion whose signature is written in another way."""
    content, _, signature = party.assertion().rpartition(".")
    raw = urlsafe_b64decode(signature.encode())
    written = write(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    return f"{content}.{urlsafe_b64encode(written).decode()}"


FORGED: dict[str, Callable[[Party], str]] = {
    "none": lambda party: unsigned(party.claims()),
    "HS256 with the public key": with_public_key_as_secret,
    "HS256 with the key's document": with_key_document_as_secret,
    "HS256 with no secret at all": lambda party: hmac_signed({"alg": "HS256"}, party.claims(), b""),
    "a key of nobody": lambda party: party.assertion(ECKey.generate_key("P-256")),
    "another client's key": lambda party: party.assertion(with_key(party.base_url).key),
    "another client's key, in that client's name": lambda party: foreign(party, iss=party.client_id),
    "another client's key, about this one": lambda party: foreign(party, sub=party.client_id),
    "this server's own key": lambda party: party.assertion(keys.ring().signing()),
    "an access token of this server": lambda party: party.token(),
    "the numbers as DER": lambda party: resigned(party, lambda r, s: encode_dss_signature(r, s)),
    "r and s of zero": lambda party: resigned(party, lambda _r, _s: bytes(64)),
    "r of zero": lambda party: resigned(party, lambda _r, s: bytes(32) + s.to_bytes(32)),
    "s of zero": lambda party: resigned(party, lambda r, _s: r.to_bytes(32) + bytes(32)),
    "no signature": lambda party: resigned(party, lambda _r, _s: b""),
    "a key set elsewhere": lambda party: party.assertion(header={"jku": "https://evil.example/jwks"}),
    "a certificate elsewhere": lambda party: party.assertion(header={"x5u": "https://evil.example/cert"}),
    "a certificate that it brings along": lambda party: party.assertion(header={"x5c": ["TUlJ"]}),
    "a kid that is a path": lambda party: party.assertion(header={"kid": "../../../dev/null"}),
    "a kid that is SQL": lambda party: party.assertion(header={"kid": "' or '1'='1"}),
    "a crit that nobody knows": lambda party: party.assertion(header={"crit": ["typ"], "typ": "JWT"}),
    "a key that it brings along": lambda party: brings_key(party, ECKey.generate_key("P-256")),
    "its own key, brought along": lambda party: brings_key(party, party.key),
    "an unknown kid": lambda party: party.assertion(header={"kid": "nobody's"}),
    "a kid with odd characters": lambda party: party.assertion(header={"kid": 'é"\\'}),
    "the type of an access token": lambda party: party.assertion(header={"typ": "at+jwt"}),
    "a detached payload": lambda party: party.assertion(header={"b64": False, "crit": ["b64"]}),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=list(FORGED))
def test_signatures_that_are_not_right(platform: Party, forge: Callable[[Party], str]) -> None:
    refused(platform, forge(platform))


def test_an_algorithm_that_is_not_listed(base_url: str) -> None:
    party = with_key(base_url, RSAKey.generate_key(2048))
    refused(party, party.assertion(header={"alg": "RS256"}))


HEADERS = [
    '"alg"', "[]", "{}", "null", "7", '{"alg":5}', '{"alg":"\\u00e9\\"\\\\"}', '{"alg":["ES256"]}',
    '{"alg":"ES256","kid":[1]}', '{"alg":"ES256","crit":5}', '{"alg":"ES256","crit":["exp"]}',
    '{"alg":"ES256","typ":5}', '{"alg":"ES256","\\u00e9":1}',
]  # fmt: skip
UNSIGNED = '{"alg":"none"}'
HEADER = '{"alg":"ES256"}'
PAYLOADS = ["[]", "null", "7", "[" * 5000, '{"sub":' * 700, "{}", '{"sub":"x"}', "\xff", '{"sub":1e999}', "9" * 5000]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_that_nobody_should_write(platform: Party, header: str) -> None:
    claims = json.dumps(platform.claims())
    refused(platform, f"{encoded(header)}.{encoded(claims)}.{encoded('signature')}")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: str(payload)[:20])
def test_payloads_that_nobody_should_write(platform: Party, payload: str) -> None:
    refused(platform, f"{encoded(HEADER)}.{encoded(payload)}.{encoded('signature')}")


@pytest.mark.parametrize("text", ["x", "..", "a.b.c", "a.b.c.d.e", "é.é.é", "=.=.=", "x" * 20000])
def test_assertions_that_are_none(platform: Party, text: str) -> None:
    refused(platform, text)


def unsigned(claims: dict[str, object]) -> str:
    return f"{encoded(UNSIGNED)}.{encoded(json.dumps(claims))}."


def brings_key(party: Party, key: object) -> str:
    assert isinstance(key, ECKey)
    return party.assertion(key, header={"jwk": key.as_dict(private=False)})


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("latin-1")).rstrip(b"=").decode()
