"""Bodies that are broken, cut off, too large or too slow, on a real line; and what the server's log says of them."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from tests.api.test_real_http import exchange
from tests.auth.api_clients import register_with_secret
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.running_service import RunningService

CANARY = b"Canary7d21"
SECONDS = 2
FORM = "application/x-www-form-urlencoded"
BROKEN = [
    b"ZZ\r\nabc\r\n0\r\n\r\n",
    b"-5\r\nabc\r\n0\r\n\r\n",
    b"\r\nabc\r\n",
    b"3\r\nabcXX0\r\n\r\n",
    b"3\r\nabc\r\n",
    b"9\r\nab",
]
OAUTH = ("/oauth/token", "/oauth/revoke")


@pytest.fixture(scope="module")
def running(shared_database: Database, start_service: StartService) -> Iterator[RunningService]:
    """The web server, with little patience."""
    with start_service(
        shared_database, web_workers=1, job_worker=False, TARIAN_REQUEST_SECONDS=str(SECONDS)
    ) as started:
        yield started


def head(path: str, *headers: str, kind: str = FORM) -> bytes:
    lines = (f"POST {path} HTTP/1.1", "Host: x", f"Content-Type: {kind}", *headers, "", "")
    return "\r\n".join(lines).encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ")[1])


@pytest.mark.parametrize("body", BROKEN)
@pytest.mark.parametrize("path", OAUTH)
def test_a_broken_form_is_an_invalid_request(running: RunningService, path: str, body: bytes) -> None:
    answer = exchange(running, head(path, "Transfer-Encoding: chunked"), body)
    assert status(answer) == 400
    assert b'"invalid_request"' in answer
    assert b"Connection: close" in answer


@pytest.mark.parametrize("body", BROKEN)
def test_a_broken_report_is_a_malformed_request(running: RunningService, body: bytes) -> None:
    bearer = f"Authorization: Bearer {register_with_secret(running.base_url, ['incidents:create']).get_token()}"
    sent = head("/v1/incidents", "Transfer-Encoding: chunked", "Idempotency-Key: k", bearer, kind="application/json")
    answer = exchange(running, sent, body)
    assert status(answer) == 400
    assert b'"malformed_request"' in answer
    assert b"Connection: close" in answer


def test_a_body_that_is_shorter_than_announced_is_not_taken(running: RunningService) -> None:
    answer = exchange(running, head("/oauth/token", "Content-Length: 5000"), b"grant_type=client_credentials")
    assert status(answer) == 400
    assert b"incomplete" in answer


def test_after_a_body_that_is_too_large_the_line_ends(running: RunningService) -> None:
    # Its bytes are never read; had they been sent, the end of the line could overtake the answer.
    answer = exchange(running, head("/oauth/token", "Content-Length: 70000"))
    assert status(answer) == 413
    assert b"\r\nConnection: close\r\n" in answer


@pytest.mark.parametrize("sent", [head("/oauth/token", "Content-Length: 5000") + b"grant_", b"POST /oauth/to"])
def test_silent_senders_do_not_keep_the_others_waiting(running: RunningService, sent: bytes) -> None:
    """Given more senders that fall silent than there are threads, another is answered, and they are dropped."""
    with ExitStack() as lines:
        silent = [lines.enter_context(closing(connected(running))) for _ in range(12)]
        for line in silent:
            line.sendall(sent)
        assert requests.get(f"{running.base_url}/livez", timeout=3 * SECONDS).ok
        ends = [b"".join(iter(lambda line=line: line.recv(4096), b"")) for line in silent]  # type: ignore[misc]
    assert all(end == b"" or (status(end) == 408 and b"Connection: close" in end) for end in ends)


def test_a_sender_that_drips_is_dropped_as_well(running: RunningService) -> None:
    with closing(connected(running)) as line:
        line.sendall(head("/oauth/token", "Content-Length: 5000"))
        begun = time.monotonic()
        line.settimeout(0.2)
        answer = b""
        while not answer and time.monotonic() < begun + 4 * SECONDS:
            line.sendall(b"x")
            try:
                answer = line.recv(4096)
            except TimeoutError:
                continue
    assert status(answer) == 408


def test_the_log_of_the_server_repeats_nothing(shared_database: Database, tmp_path: Path) -> None:
    """Given requests that the server itself refuses, each with a canary, its log tells of them without it."""
    path = tmp_path / "log"
    with path.open("wb") as log, processes.bind_listener(0) as listening:
        environment = os.environ | shared_database.environment | {"TARIAN_ISSUER": processes.get_base_url(listening)}
        web = processes.start_web(listening, environment, workers=1, output=log)
        try:
            processes.wait_until_ready(processes.get_base_url(listening), web)
            complain(RunningService(processes.get_base_url(listening), web, environment))
        finally:
            terminate_process(web)
    said = path.read_bytes()
    assert said.count(b"handle_error: ") == 6
    assert CANARY not in said


def complain(running: RunningService) -> None:
    for sent in (
        b"'GET /v1/incidents?url=https://www.tiktok.com/@%s/video/7 HTTP/1.1'\r\n\r\n",
        b"GET /%s HTTP/9.%s\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n%s /: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: %s\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nExpect: %s\r\n\r\n",
        b"GET /%s" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n",
    ):
        assert status(exchange(running, sent.replace(b"%s", CANARY))) >= 400


def connected(running: RunningService) -> socket.socket:
    address = urlsplit(running.base_url)
    return socket.create_connection((address.hostname, address.port), timeout=20)
