"""HTTP clients that send the next request as soon as they have a response, all in one thread.

They use sockets instead of an HTTP library, because they share the processors with the servers: what the clients use
is missing there, and would make all servers look alike.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from selectors import EVENT_READ, BaseSelector, DefaultSelector, SelectorKey
from typing import NamedTuple

LOOPBACK = "127.0.0.1"
TIMEOUT_SECONDS = 30
RECEIVE_BYTES = 1 << 18
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class UnexpectedResponse(Exception):
    """A response has another status than expected, or there is none."""


@dataclass(slots=True)
class HttpConnection:
    """A keep-alive connection that appends the milliseconds of each response to `times_ms`.

    The first response is not timed, because it includes the time until the server accepts the connection.
    """

    socket: socket.socket
    times_ms: list[float]
    received: bytearray = field(default_factory=bytearray)
    sent_at: float = 0.0
    is_timed: bool = False

    def send(self, request: bytes) -> None:
        """Send a request."""
        self.received.clear()
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Receive a part of the response; return whether the response is complete."""
        data = self.socket.recv(RECEIVE_BYTES)
        if not data:
            raise UnexpectedResponse("the server closed the connection")
        self.received += data
        head_length = self.received.find(b"\r\n\r\n")
        length = CONTENT_LENGTH.search(self.received, 0, head_length + 1) if head_length >= 0 else None
        if length is None or len(self.received) < head_length + 4 + int(length[1]):
            return False
        if self.is_timed:
            self.times_ms.append((time.perf_counter() - self.sent_at) * 1000)
        self.is_timed = True
        return True

    def read_body(self, status: int) -> bytes:
        """Return the body of the complete response; raise UnexpectedResponse unless it has this status."""
        head, _, body = bytes(self.received).partition(b"\r\n\r\n")
        if head.split(b" ", 2)[1] != str(status).encode():
            raise UnexpectedResponse(f"{head.splitlines()[0].decode()}: {body[:400].decode()}")
        return body


class LoadResult(NamedTuple):
    """The milliseconds of each response but each client's first, and the number of responses in a second."""

    times_ms: list[float]
    per_second: float


def run_clients(port: int, requests: Sequence[bytes], client_count: int, status: int) -> LoadResult:
    """Send all requests from concurrent clients.

    Raises:
        UnexpectedResponse: a response has another status.
    """
    times_ms: list[float] = []
    remaining = iter(requests)
    started = time.perf_counter()
    with DefaultSelector() as selector:
        for request in islice(remaining, client_count):
            connection = HttpConnection(_connect(port), times_ms)
            selector.register(connection.socket, EVENT_READ, connection)
            connection.send(request)
        while selector.get_map():
            for key, _ in _wait_for_data(selector):
                if key.data.receive():
                    key.data.read_body(status)
                    _send_next_or_close(selector, key.data, next(remaining, None))
    return LoadResult(times_ms, len(requests) / (time.perf_counter() - started))


def send_request(port: int, request: bytes, status: int = 200) -> bytes:
    """Send one request on a connection of its own and return the body of the response."""
    with _connect(port) as client_socket:
        connection = HttpConnection(client_socket, [])
        connection.send(request)
        while not connection.receive():
            pass
        return connection.read_body(status)


def build_request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """Return the bytes of an HTTP/1.1 request."""
    all_headers = {"Host": LOOPBACK, **headers, **({"Content-Length": str(len(body))} if body else {})}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _connect(port: int) -> socket.socket:
    """Return a connected socket that sends small packets at once."""
    client_socket = socket.create_connection((LOOPBACK, port), timeout=TIMEOUT_SECONDS)
    client_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client_socket


def _wait_for_data(selector: BaseSelector) -> list[tuple[SelectorKey, int]]:
    """Return the connections with data to receive; raise UnexpectedResponse if there are none in time."""
    if ready := selector.select(TIMEOUT_SECONDS):
        return ready
    raise UnexpectedResponse(f"no response within {TIMEOUT_SECONDS} seconds")


def _send_next_or_close(selector: BaseSelector, connection: HttpConnection, request: bytes | None) -> None:
    """Send the next request on a connection, or close it if there is none."""
    if request:
        connection.send(request)
    else:
        selector.unregister(connection.socket)
        connection.socket.close()
