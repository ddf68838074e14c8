"""Quotas: how many requests a client may send, in the RateLimit headers and by 429."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import requests

from auth import clients
from services.core import clock, quotas
from services.core.db import run_as_operator
from services.core.quotas import Bucket, QuotaPolicy
from services.policy.actor import Kind
from tests.api.world import AuthorizedClient, World, create_client, create_world, renew_token
from tests.auth.api_clients import register_with_secret
from tests.conftest import StartService
from tests.factories.parties import create_organisation
from tests.support.databases import Database, set_environment
from tests.support.markers import slow

READS, WRITES, LOCATORS, CARDS = 12, 6, 4, 3
QUOTAS = {
    "TARIAN_READS_PER_MINUTE": str(READS),
    "TARIAN_WRITES_PER_MINUTE": str(WRITES),
    "TARIAN_LOCATORS_PER_HOUR": str(LOCATORS),
    "TARIAN_CARDS_PER_HOUR": str(CARDS),
}
# RFC 9651: an item that is a string, with integers as its parameters.
POLICY_FIELD = re.compile(r'"(\w+)";q=(\d+);w=(\d+)')
USAGE_FIELD = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@pytest.fixture(scope="module")
def world(shared_database: Database) -> Iterator[World]:
    """The organisations with their clients, on a service with low quotas."""
    with set_environment(shared_database.environment | QUOTAS):
        yield create_world()


@pytest.mark.parametrize(("age", "seconds_left"), [(0, 60), (0.5, 60), (1, 59), (59.5, 1), (60, 1), (61, 1), (-5, 60)])
def test_the_seconds_left_of_a_window_are_rounded_up_and_at_least_one(age: float, seconds_left: int) -> None:
    """Given a window that began so many seconds ago; after its end, and with clocks that differ, a client waits too."""
    now = clock.now()
    row = {"period_start": now - timedelta(seconds=age), "count": 1}
    assert quotas.read_usage(QuotaPolicy(Bucket.READ, 10, 60), row, now).seconds_left == seconds_left


@pytest.fixture
def client(world: World) -> AuthorizedClient:
    """A new client of the school."""
    return create_client(world.app, world.school.organisation_id, Kind.SCHOOL)


def read_usage(response: Any) -> tuple[str, int, int, int, int]:
    """Return bucket, quota, window, remaining requests and seconds of the two headers."""
    policy = POLICY_FIELD.fullmatch(response.headers["RateLimit-Policy"])
    usage = USAGE_FIELD.fullmatch(response.headers["RateLimit"])
    assert policy
    assert usage
    assert policy[1] == usage[1]
    quota, window, remaining, seconds = (int(text) for text in (*policy.groups()[1:], *usage.groups()[1:]))
    assert 0 < seconds <= window
    return policy[1], quota, window, remaining, seconds


def test_every_response_says_what_remains_of_the_quota(client: AuthorizedClient) -> None:
    responses = [
        client.get("/me"),
        client.get("/incidents?limit=0"),
        client.get(f"/incidents/{uuid4()}"),
        client.get("/member-cases"),
        client.get("/vocabularies", Accept="text/xml"),
    ]
    assert [response.status_code for response in responses] == [200, 422, 404, 403, 406]
    usages = [read_usage(response)[:4] for response in responses]
    assert usages == [
        (
            "read",
            READS,
            60,
            READS - count,
        )
        for count in range(1, 6)
    ]


def test_each_bucket_has_a_quota_of_its_own(world: World, client: AuthorizedClient) -> None:
    subject = f"/subjects/{uuid4()}/locator?purpose=own_report"
    union = create_client(world.app, world.union.organisation_id, Kind.UNION)
    assert read_usage(client.get("/me"))[:4] == ("read", READS, 60, READS - 1)
    assert read_usage(client.post("/incidents", {}))[:4] == ("write", WRITES, 60, WRITES - 1)
    assert read_usage(client.get(subject))[:4] == ("locator", LOCATORS, 3600, LOCATORS - 1)
    assert read_usage(union.post("/member-cases", {}))[:4] == ("card", CARDS, 3600, CARDS - 1)


def test_requests_beyond_the_quota_get_429_with_retry_after(client: AuthorizedClient) -> None:
    """Given a used-up quota for reading; when the client reads again; then 429, until the window ends."""
    assert [client.get("/me").status_code for _ in range(READS)] == [200] * READS
    refused = client.get("/me")
    assert (refused.status_code, refused.json["code"]) == (429, "rate_limited")
    _, _, _, remaining, seconds = read_usage(refused)
    assert (remaining, refused.headers["Retry-After"]) == (0, str(seconds))
    assert client.post("/incidents", {}).status_code == 422
    with clock.freeze_time(clock.now() + timedelta(seconds=seconds)):
        assert read_usage(client.get("/me"))[3] == READS - 1
        assert [client.get("/me").status_code for _ in range(READS)] == [200] * (READS - 1) + [429]


def test_each_client_of_an_organisation_has_a_quota_of_its_own(world: World, client: AuthorizedClient) -> None:
    colleague = create_client(world.app, world.school.organisation_id, Kind.SCHOOL)
    for _ in range(READS + 1):
        client.get("/me")
    assert client.get("/me").status_code == 429
    assert read_usage(colleague.get("/me"))[3] == READS - 1


def test_requests_with_a_revoked_token_use_up_no_quota(world: World, client: AuthorizedClient) -> None:
    """Given a client whose first token is revoked; when somebody sends it; then the client's quota stays."""
    run_as_operator(None, lambda session: clients.revoke_tokens(session, client.client_id))
    refused = [client.get("/me") for _ in range(READS + 1)]
    assert {response.status_code for response in refused} == {401}
    assert not any("RateLimit" in response.headers for response in refused)
    assert read_usage(renew_token(client).get("/me"))[3] == READS - 1


def test_a_response_without_a_client_states_the_policy_only(world: World) -> None:
    response = world.anonymous_client().get("/v1/me")
    assert (response.status_code, response.headers["RateLimit-Policy"]) == (401, f'"read";q={READS};w=60')
    assert "RateLimit" not in response.headers


def test_me_lists_the_quotas_of_the_client(client: AuthorizedClient) -> None:
    quotas = {each["bucket"]: (each["quota"], each["window_seconds"]) for each in client.get("/me").json["rate_limits"]}
    assert quotas["read"] == (READS, 60)
    assert quotas["locator"] == (LOCATORS, 3600)
    assert set(quotas) == {"read", "write", "locator", "card", "token", "failed_authentication"}


def test_simultaneous_requests_do_not_exceed_the_quota(client: AuthorizedClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(lambda _: client.get("/me").status_code, range(3 * READS)))
    assert statuses == {200: READS, 429: 2 * READS}


@slow
def test_workers_share_the_quota(shared_database: Database, start_service: StartService) -> None:
    """Given three workers and a quota of 60; when a client sends 120 requests at once; then 60 are allowed."""
    quota = {"TARIAN_READS_PER_MINUTE": "60"}
    with start_service(shared_database, web_workers=3, job_worker=False, **quota) as running:
        client = register_with_secret(running.base_url, organisation=create_organisation(Kind.SCHOOL))
        headers = {"Authorization": f"Bearer {client.get_token()}"}

        def send_request(_: int) -> int:
            return requests.get(f"{running.base_url}/v1/me", headers=headers, timeout=20).status_code

        with ThreadPoolExecutor(12) as pool:
            statuses = Counter(pool.map(send_request, range(120)))
    assert statuses == {200: 60, 429: 60}
