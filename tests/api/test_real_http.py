"""What only a real server and a real line show."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from api.configuration import MAX_BODY_BYTES
from tests.auth.api_clients import register_with_secret
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.running_service import RunningService

PATIENCE = 20


@pytest.fixture(scope="module")
def running(shared_database: Database, start_service: StartService) -> Iterator[RunningService]:
    """The web server, without the worker."""
    with start_service(shared_database, web_workers=1, job_worker=False) as started:
        yield started


def exchange(running: RunningService, *parts: bytes) -> bytes:
    """Send these bytes and read what comes until the server closes or says no more."""
    address = urlsplit(running.base_url)
    with closing(socket.create_connection((address.hostname, address.port), timeout=PATIENCE)) as line:
        for part in parts:
            line.sendall(part)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer


def test_the_service_says_that_it_lives_and_is_ready(running: RunningService) -> None:
    for path in ("/livez", "/readyz"):
        answer = requests.get(running.base_url + path, timeout=PATIENCE)
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_type_of_a_problem_leads_to_its_page(running: RunningService) -> None:
    problem = requests.get(f"{running.base_url}/v1/me", timeout=PATIENCE).json()
    page = requests.get(problem["type"], timeout=PATIENCE)
    assert page.status_code == 200
    assert problem["title"] in page.text


@pytest.mark.parametrize(
    "sent", [b"[" * (MAX_BODY_BYTES + 1), (b"[" * 65536 for _ in range(MAX_BODY_BYTES // 65536 + 1))]
)
def test_a_body_that_grows_too_large_is_refused(running: RunningService, sent: Any) -> None:
    """Given a body of a known length and one that comes in chunks, both end at the limit."""
    token = register_with_secret(running.base_url, ["incidents:create"]).get_token()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": "k"}
    answer = requests.post(f"{running.base_url}/v1/incidents", data=sent, headers=headers, timeout=PATIENCE)
    assert (answer.status_code, answer.json()["code"]) == (413, "content_too_large")


@pytest.mark.parametrize(
    "target", [b"/v1/incidents/%00", b"/v1/%FF%FE", b"//v1//me", b"/v1/me/", b"/v1/../v1/me", b"/%2e%2e/etc/passwd"]
)
def test_no_odd_address_makes_it_fail(running: RunningService, target: bytes) -> None:
    answer = exchange(running, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.split(b" ")[1] in (b"401", b"404")
    assert b"application/problem+json" in answer


def test_the_host_header_is_never_believed(running: RunningService) -> None:
    answer = exchange(running, b"GET /nowhere HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    assert b"evil.example" not in answer
    assert running.base_url.encode() in answer


def test_a_head_has_the_headers_of_the_get_and_no_body(running: RunningService) -> None:
    answer = exchange(running, b"HEAD /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        (b"GET /v1/incidents?state=" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "uri_too_long"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 431, "headers_too_large"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\n/: x\r\n\r\n", 400, "malformed_request"),
        (b"GET /v1/me HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n", 400, "malformed_request"),
    ],
)
def test_a_head_that_cannot_be_read_is_a_problem_too(
    running: RunningService, head: bytes, status: int, code: str
) -> None:
    """Given what no application is asked about, the server's own answer is a problem document and no page of HTML."""
    answered, _, body = exchange(running, head).partition(b"\r\n\r\n")
    assert answered.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json" in answered
    assert (json.loads(body)["status"], json.loads(body)["code"]) == (status, code)


def test_a_query_may_be_as_long_as_the_contract_says(running: RunningService) -> None:
    """Given the longest list of ids and a cursor of full length, the query is read, and refused for what it says."""
    kinds = ",".join(["local_authority"] * 125)
    token = register_with_secret(running.base_url, []).get_token()
    answer = requests.get(
        f"{running.base_url}/v1/organisations?kind={kinds}&cursor={'x' * 2000}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=PATIENCE,
    )
    assert answer.status_code in (403, 422), answer.text
