"""Assertions that must not sign anybody in: 0 accepted, 0 answered with 500."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from services.settings import settings
from tests.auth.parties import Party, asserted, hmac_signed, with_key, with_secret

# given a client with a key; when it sends this assertion; then it is refused with 401 invalid_client


def now() -> int:
    return int(time.time())


CHANGED: dict[str, Callable[[Party], dict[str, Any]]] = {
    "expired": lambda _: {"exp": now() - 1},
    "expires just now": lambda _: {"exp": now()},
    "lives longer than an hour": lambda _: {"exp": now() + 3700},
    "never expires": lambda _: {"exp": None},
    "expires at NaN": lambda _: {"exp": float("nan")},
    "expires at infinity": lambda _: {"exp": float("inf")},
    "expires at a text": lambda _: {"exp": str(now() + 60)},
    "expires at true": lambda _: {"exp": True},
    "expires at a number too large": lambda _: {"exp": 10**400},
    "issued six minutes ago": lambda _: {"iat": now() - 360},
    "issued in the future": lambda _: {"iat": now() + 120},
    "issued never": lambda _: {"iat": None},
    "issued at NaN": lambda _: {"iat": float("nan")},
    "issued at a list": lambda _: {"iat": [now()]},
    "valid later": lambda _: {"nbf": now() + 120},
    "for another server": lambda _: {"aud": "https://elsewhere.example"},
    "for another server as well": lambda _: {"aud": [settings().issuer, "https://elsewhere.example"]},
    "for the issuer with a slash": lambda _: {"aud": settings().issuer + "/"},
    "for nobody": lambda _: {"aud": None},
    "for an empty list": lambda _: {"aud": []},
    "for an object": lambda _: {"aud": {"a": 1}},
    "by another issuer": lambda _: {"iss": "somebody"},
    "without issuer": lambda _: {"iss": None},
    "without subject": lambda _: {"sub": None},
    "with a number as subject": lambda _: {"sub": 5},
    "with NUL in the subject": lambda party: {"sub": party.client_id + "\0"},
    "with half a character in the subject": lambda _: {"sub": "\ud800"},
    "without jti": lambda _: {"jti": None},
    "with a jti that is no text": lambda _: {"jti": 7},
    "with NUL in the jti": lambda _: {"jti": "a\0b"},
    "with half a character in the jti": lambda _: {"jti": "\ud800"},
    "with an endless jti": lambda _: {"jti": "j" * 4000},
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=list(CHANGED))
def test_claims_that_are_not_right(platform: Party, change: Callable[[Party], dict[str, Any]]) -> None:
    refused(platform, platform.assertion(**change(platform)))


def with_public_key_as_secret(party: Party) -> str:
    assert isinstance(party.key, ECKey)
    return hmac_signed({"alg": "HS256"}, party.claims(), party.key.as_pem(private=False))


FORGED: dict[str, Callable[[Party], str]] = {
    "none": lambda party: unsigned(party.claims()),
    "HS256 with the public key": with_public_key_as_secret,
    "another client's key": lambda party: party.assertion(ECKey.generate_key("P-256")),
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


def test_a_good_assertion_signs_in_once(platform: Party) -> None:
    assertion = platform.assertion()
    assert ask(platform, assertion) == 200
    refused(platform, assertion)


def test_of_twenty_uses_at_the_same_moment_one_succeeds(platform: Party) -> None:
    for _ in range(3):
        assertion = platform.assertion()
        with ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(lambda again: ask(platform, again), [assertion] * 20))
        assert sorted(statuses) == [200] + [401] * 19


def test_two_clients_may_choose_the_same_jti(base_url: str) -> None:
    one, other = with_key(base_url), with_key(base_url)
    assert [ask(party, party.assertion(jti="same")) for party in (one, other)] == [200, 200]


def test_a_client_with_a_secret_cannot_sign_in_with_an_assertion(base_url: str) -> None:
    party = with_secret(base_url)
    refused(party, party.assertion(ECKey.generate_key("P-256")))


def test_the_maker_of_a_client_is_told_what_is_wrong_only_under_a_good_signature(platform: Party) -> None:
    told = described(platform, platform.assertion(aud="https://elsewhere.example"))
    untold = described(platform, platform.assertion(ECKey.generate_key("P-256"), aud="https://elsewhere.example"))
    assert "aud" in told
    assert untold == "Client authentication failed."


def ask(party: Party, assertion: str) -> int:
    return party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion)).status_code


def described(party: Party, assertion: str) -> str:
    answer = party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    return str(answer.json()["error_description"])


def refused(party: Party, assertion: str) -> None:
    answer = party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), answer.text
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def unsigned(claims: dict[str, object]) -> str:
    return f"{encoded(UNSIGNED)}.{encoded(json.dumps(claims))}."


def brings_key(party: Party, key: object) -> str:
    assert isinstance(key, ECKey)
    return party.assertion(key, header={"jwk": key.as_dict(private=False)})


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("latin-1")).rstrip(b"=").decode()
