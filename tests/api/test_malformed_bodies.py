"""Malformed, truncated, oversized and slow request bodies over a real connection, and what the server logs of them."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import requests

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from services.policy.actor import Kind
from tests import factories
from tests.api.raw_http import connect, get_status, send_raw
from tests.auth.api_clients import register_with_secret
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.running_service import RunningService

CANARY = b"Canary7d21"
REQUEST_SECONDS = 2
# More than the server has threads.
SILENT_CLIENTS = 12
FORM = "application/x-www-form-urlencoded"
MALFORMED_CHUNKED_BODIES = [
    b"ZZ\r\nabc\r\n0\r\n\r\n",
    b"-5\r\nabc\r\n0\r\n\r\n",
    b"\r\nabc\r\n",
    b"3\r\nabcXX0\r\n\r\n",
    b"3\r\nabc\r\n",
    b"9\r\nab",
]
FORM_PATHS = ("/oauth/token", "/oauth/revoke")
# Each with a place for the canary.
REQUESTS_THAT_GUNICORN_REJECTS = (
    b"'GET /v1/incidents?url=https://www.tiktok.com/@%s/video/7 HTTP/1.1'\r\n\r\n",
    b"GET /%s HTTP/9.%s\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n%s /: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nExpect: %s\r\n\r\n",
    b"GET /%s" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n",
)


@pytest.fixture(scope="module")
def running(shared_database: Database, start_service: StartService) -> Iterator[RunningService]:
    """The web server, with a short deadline for requests."""
    options = {"TARIAN_REQUEST_SECONDS": str(REQUEST_SECONDS)}
    with start_service(shared_database, web_workers=1, job_worker=False, **options) as started:
        yield started


def build_post_head(path: str, *headers: str, content_type: str = FORM) -> bytes:
    lines = (f"POST {path} HTTP/1.1", "Host: x", f"Content-Type: {content_type}", *headers, "", "")
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("body", MALFORMED_CHUNKED_BODIES)
@pytest.mark.parametrize("path", FORM_PATHS)
def test_a_malformed_form_is_an_invalid_request(running: RunningService, path: str, body: bytes) -> None:
    response = send_raw(running, build_post_head(path, "Transfer-Encoding: chunked"), body)
    assert get_status(response) == 400
    assert b'"invalid_request"' in response
    assert b"Connection: close" in response


@pytest.mark.parametrize("body", MALFORMED_CHUNKED_BODIES)
def test_a_malformed_incident_body_is_a_malformed_request(running: RunningService, body: bytes) -> None:
    school_id = factories.create_organisation(Kind.SCHOOL)
    token = register_with_secret(running.base_url, ["incidents:create"], organisation=school_id).get_token()
    headers = ("Transfer-Encoding: chunked", "Idempotency-Key: k", f"Authorization: Bearer {token}")
    response = send_raw(running, build_post_head("/v1/incidents", *headers, content_type="application/json"), body)
    assert get_status(response) == 400
    assert b'"malformed_request"' in response
    assert b"Connection: close" in response


def test_bodies_shorter_than_content_length_are_rejected(running: RunningService) -> None:
    head = build_post_head("/oauth/token", "Content-Length: 5000")
    response = send_raw(running, head, b"grant_type=client_credentials")
    assert get_status(response) == 400
    assert b"incomplete" in response


def test_the_connection_is_closed_after_a_body_over_the_size_limit(running: RunningService) -> None:
    # No body is sent: unread bytes of it would reset the connection, maybe before the response arrives.
    response = send_raw(running, build_post_head("/oauth/token", "Content-Length: 70000"))
    assert get_status(response) == 413
    assert b"\r\nConnection: close\r\n" in response


@pytest.mark.parametrize(
    "beginning", [build_post_head("/oauth/token", "Content-Length: 5000") + b"grant_", b"POST /oauth/to"]
)
def test_clients_that_stop_sending_do_not_block_other_clients(running: RunningService, beginning: bytes) -> None:
    """Given more silent clients than threads, another client gets a response, and the silent ones are disconnected."""
    with ExitStack() as stack:
        connections = [stack.enter_context(closing(connect(running))) for _ in range(SILENT_CLIENTS)]
        for connection in connections:
            connection.sendall(beginning)
        assert requests.get(f"{running.base_url}/livez", timeout=3 * REQUEST_SECONDS).ok
        responses = [receive_all(connection) for connection in connections]
    for response in responses:
        assert response == b"" or (get_status(response) == 408 and b"Connection: close" in response)


def receive_all(connection: socket.socket) -> bytes:
    """Return what the server sends until it closes the connection."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


def test_clients_that_send_slowly_get_a_timeout(running: RunningService) -> None:
    with closing(connect(running)) as connection:
        connection.sendall(build_post_head("/oauth/token", "Content-Length: 5000"))
        deadline = time.monotonic() + 4 * REQUEST_SECONDS
        connection.settimeout(0.2)
        response = b""
        while not response and time.monotonic() < deadline:
            connection.sendall(b"x")
            try:
                response = connection.recv(4096)
            except TimeoutError:
                continue
    assert get_status(response) == 408


def test_the_server_log_never_repeats_a_request(shared_database: Database, tmp_path: Path) -> None:
    """Given requests with a canary that gunicorn rejects, its log has a line for each, without the canary."""
    log_file = tmp_path / "log"
    with log_file.open("wb") as log, processes.bind_listener(0) as listener:
        base_url = processes.get_base_url(listener)
        environment = os.environ | shared_database.environment | {"TARIAN_ISSUER": base_url}
        server = processes.start_web(listener, environment, workers=1, output=log)
        try:
            processes.wait_until_ready(base_url, server)
            running = RunningService(base_url, server, environment)
            for request in REQUESTS_THAT_GUNICORN_REJECTS:
                assert get_status(send_raw(running, request.replace(b"%s", CANARY))) >= 400
        finally:
            terminate_process(server)
    logged = log_file.read_bytes()
    assert logged.count(b"handle_error: ") == len(REQUESTS_THAT_GUNICORN_REJECTS)
    assert CANARY not in logged
