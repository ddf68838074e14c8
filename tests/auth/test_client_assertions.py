"""Assertions that must not sign anybody in: 0 accepted, 0 answered with 500."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from joserfc.jwk import ECKey

from services.core.settings import get_settings
from tests.auth.parties import Party, asserted, with_key, with_secret
from tests.auth.sending import ask, refused

# given a client with a key; when it sends this assertion; then it is refused with 401 invalid_client


def now() -> int:
    return int(time.time())


CHANGED: dict[str, Callable[[Party], dict[str, Any]]] = {
    "expired": lambda _: {"exp": now() - 1},
    "expires just now": lambda _: {"exp": now()},
    "lives longer than an hour": lambda _: {"exp": now() + 3700},
    "lives ten years": lambda _: {"exp": now() + 10 * 365 * 86400},
    "never expires": lambda _: {"exp": None},
    "expires at NaN": lambda _: {"exp": float("nan")},
    "expires at infinity": lambda _: {"exp": float("inf")},
    "expires at a text": lambda _: {"exp": str(now() + 60)},
    "expires at true": lambda _: {"exp": True},
    "expires at a number too large": lambda _: {"exp": 10**400},
    "issued six minutes ago": lambda _: {"iat": now() - 360},
    "issued in the future": lambda _: {"iat": now() + 120},
    "issued far in the future": lambda _: {"iat": now() + 86400, "exp": now() + 86460},
    "issued long ago, for an hour": lambda _: {"iat": now() - 3600, "exp": now() + 60},
    "expires before it was issued": lambda _: {"iat": now(), "exp": now() - 60},
    "issued never": lambda _: {"iat": None},
    "issued at NaN": lambda _: {"iat": float("nan")},
    "issued at a list": lambda _: {"iat": [now()]},
    "valid later": lambda _: {"nbf": now() + 120},
    "for another server": lambda _: {"aud": "https://elsewhere.example"},
    "for another server as well": lambda _: {"aud": [get_settings().issuer, "https://elsewhere.example"]},
    "for another endpoint": lambda _: {"aud": get_settings().issuer + "/oauth/introspect"},
    "for the API": lambda _: {"aud": get_settings().issuer + "/v1"},
    "for the issuer with a slash": lambda _: {"aud": get_settings().issuer + "/"},
    "for nobody": lambda _: {"aud": None},
    "for an empty list": lambda _: {"aud": []},
    "for an object": lambda _: {"aud": {"a": 1}},
    "by another issuer": lambda _: {"iss": "somebody"},
    "by a client that exists": lambda party: {"iss": with_key(party.base_url).client_id},
    "about a client that exists": lambda party: {"sub": with_key(party.base_url).client_id},
    "about a client with a secret": lambda party: {"sub": with_secret(party.base_url).client_id},
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


def test_a_good_assertion_signs_in_once(platform: Party) -> None:
    assertion = platform.assertion()
    assert ask(platform, assertion) == 200
    refused(platform, assertion)


def test_an_assertion_that_was_used_at_one_endpoint_is_used_up_at_all(platform: Party) -> None:
    """Given an assertion that got a token; when it comes to revoke or to ask about one; then it is refused."""
    assertion, token = platform.assertion(), platform.token()
    assert ask(platform, assertion) == 200
    for path in ("/oauth/introspect", "/oauth/revoke"):
        assert platform.post(path, {"token": token} | asserted(assertion)).status_code == 401
    assert platform.introspect(token).json()["active"] is True


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


def described(party: Party, assertion: str) -> str:
    answer = party.post("/oauth/token", {"grant_type": "client_credentials"} | asserted(assertion))
    return str(answer.json()["error_description"])
