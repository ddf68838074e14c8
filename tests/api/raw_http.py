"""Requests as raw bytes over a socket, for what no HTTP client would send."""

from __future__ import annotations

import socket
from contextlib import closing
from urllib.parse import urlsplit

from tests.support.running_service import RunningService

TIMEOUT_SECONDS = 20


def connect(running: RunningService) -> socket.socket:
    """Return a connection to the service."""
    address = urlsplit(running.base_url)
    return socket.create_connection((address.hostname, address.port), timeout=TIMEOUT_SECONDS)


def send_raw(running: RunningService, *parts: bytes) -> bytes:
    """Send these bytes and return what the server sends until it closes the connection."""
    with closing(connect(running)) as connection:
        for part in parts:
            connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def get_status(response: bytes) -> int:
    """Return the HTTP status in the first line of a response."""
    return int(response.split(b" ")[1])
