"""Quotas of the OAuth endpoints: of each client, and of failed authentications, which lock nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from auth.endpoints import blueprint
from auth.request_limits import ALL_FAILURES_FACTOR, FAILURE_SLOTS
from services.core.db import transaction
from services.models.idempotency import RateLimitCounter
from tests.auth.api_clients import ApiClient, assertion_form, register_with_key, register_with_secret
from tests.support.databases import Database, set_environment

REQUESTS, FAILURES = 5, 3
GRANT = {"grant_type": "client_credentials"}
QUOTAS = {
    "TARIAN_TOKEN_REQUESTS_PER_MINUTE": str(REQUESTS),
    "TARIAN_FAILED_AUTHENTICATIONS_PER_MINUTE": str(FAILURES),
}


@pytest.fixture
def endpoints(database: Database) -> Iterator[FlaskClient]:
    """The OAuth endpoints with low quotas."""
    app = Flask("oauth")
    app.register_blueprint(blueprint)
    with set_environment(database.environment | QUOTAS):
        yield app.test_client()


def request_token(endpoints: FlaskClient, client: ApiClient, secret: str | None = None) -> tuple[int, str | None]:
    """Request a token, and return status and RateLimit header of the response."""
    response = endpoints.post("/oauth/token", data=GRANT, auth=(client.client_id, secret or str(client.secret)))
    return response.status_code, response.headers.get("RateLimit")


def test_a_client_gets_429_beyond_its_quota_and_others_do_not(endpoints: FlaskClient) -> None:
    client, other = register_with_secret(""), register_with_secret("")
    usages = [request_token(endpoints, client) for _ in range(REQUESTS)]
    assert [usage[0] for usage in usages] == [200] * REQUESTS
    assert [str(usage[1]).split(";")[:2] for usage in usages] == [
        ['"token"', f"r={REQUESTS - count}"] for count in range(1, REQUESTS + 1)
    ]
    refused = endpoints.post("/oauth/token", data=GRANT, auth=(client.client_id, str(client.secret)))
    assert (refused.status_code, refused.get_json()["error"]) == (429, "temporarily_unavailable")
    assert refused.headers["RateLimit-Policy"] == f'"token";q={REQUESTS};w=60'
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert request_token(endpoints, other)[0] == 200


def test_all_oauth_endpoints_share_the_quota_of_a_client(endpoints: FlaskClient) -> None:
    client = register_with_secret("")
    auth = (client.client_id, str(client.secret))
    paths = ["/oauth/introspect", "/oauth/revoke"] * REQUESTS
    statuses = [endpoints.post(path, data={"token": "x"}, auth=auth).status_code for path in paths]
    assert statuses == [200] * REQUESTS + [429] * REQUESTS


def test_wrong_credentials_get_429_and_do_not_lock_the_client_out(endpoints: FlaskClient) -> None:
    """Given more failures with a client's id than are allowed; when it authenticates; then it gets a token."""
    client, platform = register_with_secret(""), register_with_key("")
    statuses = [request_token(endpoints, client, "wrong")[0] for _ in range(FAILURES + 2)]
    assert statuses == [401] * FAILURES + [429] * 2
    forged = register_with_key("").sign_assertion(iss=platform.client_id, sub=platform.client_id)
    forms = [{**GRANT, **assertion_form(forged)}] * (FAILURES + 1)
    assert [endpoints.post("/oauth/token", data=form).status_code for form in forms][-1] == 429
    assert request_token(endpoints, client)[0] == 200
    form = {**GRANT, **assertion_form(platform.sign_assertion())}
    assert endpoints.post("/oauth/token", data=form).status_code == 200


def test_failures_with_the_assertions_of_one_client_are_counted_apart_from_those_of_another(
    endpoints: FlaskClient,
) -> None:
    """Given forged assertions of one client, too many; when one of another client fails; then it gets 401, not 429."""
    client, other, forger = (register_with_key("") for _ in range(3))

    def send_forged(victim: ApiClient) -> int:
        assertion = forger.sign_assertion(iss=victim.client_id, sub=victim.client_id)
        return endpoints.post("/oauth/token", data={**GRANT, **assertion_form(assertion)}).status_code

    assert [send_forged(client) for _ in range(FAILURES + 1)] == [401] * FAILURES + [429]
    assert send_forged(other) == 401


def test_known_and_unknown_client_ids_are_limited_alike(endpoints: FlaskClient) -> None:
    for client in (register_with_secret(""), ApiClient("", str(uuid4()), uuid4())):
        usages = [request_token(endpoints, client, "wrong") for _ in range(FAILURES + 1)]
        assert [status for status, _ in usages] == [401] * FAILURES + [429]
        assert [str(header).partition(";t")[0] for _, header in usages] == [
            f'"failed_authentication";r={remaining}' for remaining in (2, 1, 0, 0)
        ]


def test_all_failures_together_are_limited_and_lock_nobody_out(endpoints: FlaskClient) -> None:
    """Given failures with many ids; when they exceed the quota of all; then failures get 429, and clients tokens."""
    client = register_with_secret("")
    for _ in range(FAILURES * ALL_FAILURES_FACTOR):
        request_token(endpoints, ApiClient("", str(uuid4()), uuid4()), "wrong")
    assert request_token(endpoints, ApiClient("", str(uuid4()), uuid4()), "wrong")[0] == 429
    assert request_token(endpoints, client)[0] == 200


def test_invented_client_ids_fill_no_table(endpoints: FlaskClient) -> None:
    ids = [f"invented-{number}" for number in range(30)] + ["x" * 60_000, "\ud800", "%00", ""]
    for client_id in ids:
        form = {**GRANT, "client_id": client_id.encode(errors="replace"), "client_secret": "x"}
        assert endpoints.post("/oauth/token", data=form).status_code in (400, 401, 429)
    with transaction(None, as_operator=True) as session:
        keys = session.scalars(select(func.distinct(RateLimitCounter.client_id))).all()
    assert all(key == "all" or 0 <= int(key.removeprefix("slot ")) < FAILURE_SLOTS for key in keys)


def test_counters_do_not_name_clients(endpoints: FlaskClient) -> None:
    client = register_with_secret("")
    request_token(endpoints, client)
    request_token(endpoints, client, "wrong")
    with transaction(None) as session:
        keys = session.scalars(select(RateLimitCounter.client_id)).all()
    assert len(keys) == 3
    assert not any(client.client_id in key for key in keys)


def test_every_response_states_a_policy(endpoints: FlaskClient) -> None:
    client = register_with_secret("")
    auth = (client.client_id, str(client.secret))
    responses = [
        endpoints.post("/oauth/token", data=GRANT, auth=auth),
        endpoints.post("/oauth/token", data={"x": "y"}),
        endpoints.post("/oauth/token", data=GRANT),
        endpoints.post("/oauth/token", data={**GRANT, "scope": "x"}, auth=auth),
        endpoints.post("/oauth/token", json={}),
    ]
    assert [response.status_code for response in responses] == [200, 400, 401, 400, 400]
    assert all("RateLimit-Policy" in response.headers for response in responses)
    assert [response.headers.get("RateLimit", "").partition(";")[0] for response in responses] == [
        '"token"',
        "",
        '"failed_authentication"',
        '"token"',
        "",
    ]
