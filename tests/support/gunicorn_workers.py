"""Sending requests to each gunicorn worker of a running service, found by the kernel's table of its sockets."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from tests.support.running_service import RunningService

TIMEOUT_SECONDS = 20
CONNECTIONS = 12
ATTEMPTS = 5
TCP_ESTABLISHED = "01"
StatusAndBody = tuple[int, bytes]
T = TypeVar("T")


class WorkerConnection:
    """A keep-alive connection, all of whose requests go to the same worker."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=TIMEOUT_SECONDS)
        self._connection.connect()

    @property
    def port(self) -> int:
        """The port at the client's end."""
        return int(self._connection.sock.getsockname()[1])

    def get(self, path: str, token: str = "") -> StatusAndBody:
        """Send a GET, with a bearer token if one is given."""
        return self._send("GET", path, None, {"Authorization": f"Bearer {token}"} if token else {})

    def post(self, path: str, form: Mapping[str, str]) -> StatusAndBody:
        """Send a POST with a form as its body."""
        return self._send("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> StatusAndBody:
        # A new connection could reach another worker.
        self._connection.auto_open = 0
        self._connection.request(method, path, body, dict(headers))
        response = self._connection.getresponse()
        return response.status, response.read()


@contextmanager
def connect_to_every_worker(running: RunningService, workers: int) -> Iterator[Mapping[int, WorkerConnection]]:
    """Yield one connection to each worker by its pid. A worker closes a connection that is idle for two seconds."""
    with ExitStack() as stack:
        connections: dict[int, WorkerConnection] = {}
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while len(connections) < workers:
            assert time.monotonic() < deadline, f"of {workers} workers only {len(connections)} answered"
            for connection in _open_connections(running.base_url):
                stack.callback(connection.close)
                if pid := _find_worker(running, connection.port):
                    connections[pid] = connection
        yield connections


def call_every_worker(running: RunningService, workers: int, send: Callable[[WorkerConnection], T]) -> dict[int, T]:
    """Call `send` with a connection to each worker at the same time; return the results by the worker's pid.

    When a worker closes its connection too early, all are called again, up to ATTEMPTS times.
    """
    for _ in range(ATTEMPTS):
        with connect_to_every_worker(running, workers) as connections, ThreadPoolExecutor(workers) as pool:
            try:
                return dict(zip(connections, pool.map(send, connections.values()), strict=True))
            except ConnectionError:
                continue
    raise AssertionError("the workers close their connections before a request arrives")


def _open_connections(base_url: str) -> list[WorkerConnection]:
    """Return connections that have served a request: while a worker is busy with some, others accept the rest."""
    connections = [WorkerConnection(urlsplit(base_url).netloc) for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        assert {status for status, _ in pool.map(lambda connection: connection.get("/livez"), connections)} == {200}
    return connections


def _find_worker(running: RunningService, client_port: int) -> int | None:
    """Return the pid of the worker that holds the connection from this port; None when it is closed."""
    socket_links = _find_socket_links(urlsplit(running.base_url).port or 0, client_port)
    for pid in _list_workers(running.web.pid):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if os.readlink(descriptor) in socket_links:
                    return pid
            except FileNotFoundError:
                continue
    return None


def _find_socket_links(server_port: int, client_port: int) -> list[str]:
    """Return the link target, such as `socket:[1234]`, of the server's end of the connection in /proc/PID/fd."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ports = (f":{server_port:04X}", f":{client_port:04X}")
    return [f"socket:[{row[9]}]" for row in rows if (row[1][-5:], row[2][-5:]) == ports and row[3] == TCP_ESTABLISHED]


def _list_workers(arbiter_pid: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{arbiter_pid}/task/{arbiter_pid}/children").read_text().split()]
