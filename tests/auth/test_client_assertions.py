"""Client assertions with valid signatures: invalid claims and repeated use are refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import select

from auth.client_auth import find_claim_error
from auth.models import AssertionJti
from services.core.db import transaction
from services.core.settings import get_settings
from tests.auth.api_clients import ApiClient, assertion_form, register_with_key, register_with_secret
from tests.auth.assertions import assert_refused, send_assertion


def now() -> int:
    return int(time.time())


CHANGED_CLAIMS: dict[str, Callable[[ApiClient], dict[str, Any]]] = {
    "expired": lambda _: {"exp": now() - 1},
    "expires just now": lambda _: {"exp": now()},
    "is valid for more than an hour": lambda _: {"exp": now() + 3700},
    "is valid for ten years": lambda _: {"exp": now() + 10 * 365 * 86400},
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
    "without iat": lambda _: {"iat": None},
    "issued at NaN": lambda _: {"iat": float("nan")},
    "issued at a list": lambda _: {"iat": [now()]},
    "valid later": lambda _: {"nbf": now() + 120},
    "for another server": lambda _: {"aud": "https://elsewhere.example"},
    "for another server as well": lambda _: {"aud": [get_settings().issuer, "https://elsewhere.example"]},
    "for another endpoint": lambda _: {"aud": get_settings().issuer + "/oauth/introspect"},
    "for the API": lambda _: {"aud": get_settings().issuer + "/v1"},
    "for the issuer with a slash": lambda _: {"aud": get_settings().issuer + "/"},
    "without audience": lambda _: {"aud": None},
    "for an empty list": lambda _: {"aud": []},
    "for an object": lambda _: {"aud": {"a": 1}},
    "by another issuer": lambda _: {"iss": "somebody"},
    "with the issuer of a client that exists": lambda client: {"iss": register_with_key(client.base_url).client_id},
    "with the subject of a client that exists": lambda client: {"sub": register_with_key(client.base_url).client_id},
    "with the subject of another kind of client": lambda client: {
        "sub": register_with_secret(client.base_url).client_id
    },
    "without issuer": lambda _: {"iss": None},
    "without subject": lambda _: {"sub": None},
    "with a number as subject": lambda _: {"sub": 5},
    "with NUL in the subject": lambda client: {"sub": client.client_id + "\0"},
    "with an unpaired surrogate in the subject": lambda _: {"sub": "\ud800"},
    "without jti": lambda _: {"jti": None},
    "with a number as jti": lambda _: {"jti": 7},
    "with NUL in the jti": lambda _: {"jti": "a\0b"},
    "with an unpaired surrogate in the jti": lambda _: {"jti": "\ud800"},
    "with a jti of 4000 characters": lambda _: {"jti": "j" * 4000},
}


@pytest.mark.parametrize("change", CHANGED_CLAIMS.values(), ids=list(CHANGED_CLAIMS))
def test_invalid_claims_are_refused(platform: ApiClient, change: Callable[[ApiClient], dict[str, Any]]) -> None:
    assert_refused(platform, platform.sign_assertion(**change(platform)))


@pytest.mark.parametrize(
    ("changes", "claim"),
    [
        ({"iat": -300}, None),
        ({"iat": -301}, "iat"),
        ({"exp": 1}, None),
        ({"exp": 0}, "exp"),
        ({"exp": 3600}, None),
        ({"exp": 3601}, "exp"),
    ],
)
def test_assertions_are_five_minutes_old_and_valid_for_an_hour_at_most(
    platform: ApiClient, changes: dict[str, int], claim: str | None
) -> None:
    """Given an assertion whose claims are some seconds before or after the present time, to the second."""
    present = now()
    claims = platform.assertion_claims(**{name: present + seconds for name, seconds in changes.items()})
    error = find_claim_error(claims, {get_settings().issuer}, present)
    assert (error is None) if claim is None else (f"must carry an {claim} " in str(error))


@pytest.mark.parametrize(("seconds", "status"), [(20, 200), (45, 401)])
def test_the_clock_of_a_client_may_be_half_a_minute_fast(platform: ApiClient, seconds: int, status: int) -> None:
    assertion = platform.sign_assertion(iat=now() + seconds, exp=now() + seconds + 60)
    assert send_assertion(platform, assertion).status_code == status


def test_the_use_of_an_assertion_stays_on_record_until_five_minutes_after_it_expires(platform: ApiClient) -> None:
    expires_at = now() + 1234
    assert send_assertion(platform, platform.sign_assertion(exp=expires_at)).status_code == 200
    with transaction(None, as_operator=True) as session:
        recorded = session.scalars(select(AssertionJti.expires_at)).all()
    assert datetime.fromtimestamp(expires_at + 300, UTC) in recorded


def test_a_valid_assertion_is_accepted_once(platform: ApiClient) -> None:
    assertion = platform.sign_assertion()
    assert send_assertion(platform, assertion).status_code == 200
    assert_refused(platform, assertion)


def test_an_assertion_used_at_one_endpoint_is_refused_at_the_others(platform: ApiClient) -> None:
    """Given an assertion that got a token; when it is sent to revoke or introspect one; then it is refused."""
    assertion, token = platform.sign_assertion(), platform.get_token()
    assert send_assertion(platform, assertion).status_code == 200
    for path in ("/oauth/introspect", "/oauth/revoke"):
        assert platform.post(path, {"token": token} | assertion_form(assertion)).status_code == 401
    assert platform.introspect(token).json()["active"] is True


def test_of_twenty_simultaneous_uses_one_succeeds(platform: ApiClient) -> None:
    for _ in range(3):
        assertion = platform.sign_assertion()
        with ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(lambda repeated: send_assertion(platform, repeated).status_code, [assertion] * 20))
        assert sorted(statuses) == [200] + [401] * 19


def test_two_clients_may_use_the_same_jti(base_url: str) -> None:
    clients = (register_with_key(base_url), register_with_key(base_url))
    responses = [send_assertion(client, client.sign_assertion(jti="same")) for client in clients]
    assert [response.status_code for response in responses] == [200, 200]


def test_a_client_with_a_secret_cannot_authenticate_with_an_assertion(base_url: str) -> None:
    client = register_with_secret(base_url)
    assert_refused(client, client.sign_assertion(ECKey.generate_key("P-256")))


def test_an_invalid_claim_is_described_only_if_the_signature_is_valid(platform: ApiClient) -> None:
    other_key, other_audience = ECKey.generate_key("P-256"), "https://elsewhere.example"
    assert "aud" in read_error_description(platform, platform.sign_assertion(aud=other_audience))
    badly_signed = platform.sign_assertion(other_key, aud=other_audience)
    assert read_error_description(platform, badly_signed) == "Client authentication failed."


def read_error_description(client: ApiClient, assertion: str) -> str:
    return str(send_assertion(client, assertion).json()["error_description"])
