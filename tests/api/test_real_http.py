"""Behaviour that only a real server on a real connection shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pytest
import requests

from api.configuration import MAX_BODY_BYTES
from services.policy.actor import Kind
from tests import factories
from tests.api.raw_http import TIMEOUT_SECONDS, get_status, send_raw
from tests.auth.api_clients import register_with_secret
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.running_service import RunningService

CHUNK = b"[" * 65536


@pytest.fixture(scope="module")
def running(shared_database: Database, start_service: StartService) -> Iterator[RunningService]:
    """The web server, without the worker."""
    with start_service(shared_database, web_workers=1, job_worker=False) as started:
        yield started


def test_the_running_service_is_live_and_ready(running: RunningService) -> None:
    for path in ("/livez", "/readyz"):
        response = requests.get(running.base_url + path, timeout=TIMEOUT_SECONDS)
        assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_the_type_of_a_problem_is_the_address_of_its_page(running: RunningService) -> None:
    problem = requests.get(f"{running.base_url}/v1/me", timeout=TIMEOUT_SECONDS).json()
    page = requests.get(problem["type"], timeout=TIMEOUT_SECONDS)
    assert page.status_code == 200
    assert problem["title"] in page.text


@pytest.mark.parametrize(
    "body", [b"[" * (MAX_BODY_BYTES + 1), [CHUNK] * (MAX_BODY_BYTES // len(CHUNK) + 1)], ids=["one piece", "chunks"]
)
def test_bodies_over_the_size_limit_are_rejected(running: RunningService, body: bytes | Iterable[bytes]) -> None:
    school_id = factories.create_organisation(Kind.SCHOOL)
    token = register_with_secret(running.base_url, ["incidents:create"], organisation=school_id).get_token()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": "k"}
    data = body if isinstance(body, bytes) else iter(body)
    response = requests.post(f"{running.base_url}/v1/incidents", data=data, headers=headers, timeout=TIMEOUT_SECONDS)
    assert (response.status_code, response.json()["code"]) == (413, "content_too_large")


@pytest.mark.parametrize(
    "target", [b"/v1/incidents/%00", b"/v1/%FF%FE", b"//v1//me", b"/v1/me/", b"/v1/../v1/me", b"/%2e%2e/etc/passwd"]
)
def test_odd_paths_get_a_problem(running: RunningService, target: bytes) -> None:
    response = send_raw(running, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert get_status(response) in (401, 404)
    assert b"application/problem+json" in response


def test_the_host_header_is_ignored(running: RunningService) -> None:
    response = send_raw(running, b"GET /nowhere HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    assert b"evil.example" not in response
    assert running.base_url.encode() in response


def test_head_requests_get_no_body(running: RunningService) -> None:
    response = send_raw(running, b"HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head, _, body = response.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


@pytest.mark.parametrize(
    ("request_head", "status", "code"),
    [
        (b"GET /v1/incidents?state=" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "uri_too_long"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431, "headers_too_large"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\n/: x\r\n\r\n", 400, "malformed_request"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n", 400, "malformed_request"),
    ],
)
def test_requests_that_cannot_be_parsed_get_a_problem(
    running: RunningService, request_head: bytes, status: int, code: str
) -> None:
    """Given a request that never reaches the application, gunicorn's response is a problem document, not HTML."""
    head, _, body = send_raw(running, request_head).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json" in head
    assert (json.loads(body)["status"], json.loads(body)["code"]) == (status, code)


def test_queries_of_the_maximum_documented_length_are_parsed(running: RunningService) -> None:
    """Given the longest list of kinds and a cursor of full length, the query is parsed, and rejected for its values."""
    kinds = ",".join(["local_authority"] * 125)
    token = register_with_secret(running.base_url, []).get_token()
    response = requests.get(
        f"{running.base_url}/v1/organisations?kind={kinds}&cursor={'x' * 2000}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=TIMEOUT_SECONDS,
    )
    assert response.status_code in (403, 422), response.text
