"""Asking each worker of a running service by itself: the kernel tells which of them holds a connection."""

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
StatusAndBody = tuple[int, bytes]
T = TypeVar("T")


class WorkerConnection:
    """A connection that stays with one worker."""

    def __init__(self, address: str) -> None:
        self._line = http.client.HTTPConnection(address, timeout=TIMEOUT_SECONDS)
        self._line.connect()

    @property
    def port(self) -> int:
        """Our end of it."""
        return int(self._line.sock.getsockname()[1])

    def get(self, path: str, token: str = "") -> StatusAndBody:
        """Status and body."""
        return self._asked("GET", path, None, {"Authorization": f"Bearer {token}"} if token else {})

    def post(self, path: str, form: Mapping[str, str]) -> StatusAndBody:
        """Status and body."""
        return self._asked("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        self._line.close()

    def _asked(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> StatusAndBody:
        self._line.auto_open = 0
        self._line.request(method, path, body, dict(headers))
        answer = self._line.getresponse()
        return answer.status, answer.read()


@contextmanager
def connect_to_every_worker(running: RunningService, workers: int) -> Iterator[Mapping[int, WorkerConnection]]:
    """One line to each worker, by its pid. A worker hangs up after two idle seconds."""
    with ExitStack() as stack:
        lines: dict[int, WorkerConnection] = {}
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while len(lines) < workers:
            assert time.monotonic() < deadline, f"of {workers} workers only {len(lines)} answered"
            for line in _open_connections(running.base_url):
                stack.callback(line.close)
                if pid := _find_worker(running, line.port):
                    lines[pid] = line
        yield lines


def call_every_worker(running: RunningService, workers: int, ask: Callable[[WorkerConnection], T]) -> dict[int, T]:
    """What each worker says, by its pid; all are asked at the same time, and again when one had hung up already."""
    for _ in range(ATTEMPTS):
        with connect_to_every_worker(running, workers) as lines, ThreadPoolExecutor(workers) as pool:
            try:
                return dict(zip(lines, pool.map(ask, lines.values()), strict=True))
            except ConnectionError:
                continue
    raise AssertionError("the workers hang up before they are asked")


def _open_connections(base_url: str) -> list[WorkerConnection]:
    """Lines on which somebody has answered: while one worker is busy with some of them, others take the rest."""
    lines = [WorkerConnection(urlsplit(base_url).netloc) for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        assert {status for status, _ in pool.map(lambda line: line.get("/livez"), lines)} == {200}
    return lines


def _find_worker(running: RunningService, port: int) -> int | None:
    """The worker at the other end, unless it has hung up."""
    inodes = _find_socket_links(urlsplit(running.base_url).port or 0, port)
    for pid in _list_workers(running.web.pid):
        for number in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if os.readlink(number) in inodes:
                    return pid
            except FileNotFoundError:
                continue
    return None


def _find_socket_links(server: int, client: int) -> list[str]:
    """What the server's end is called among a process's files: one name or none."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ends = (f":{server:04X}", f":{client:04X}")
    return [f"socket:[{line[9]}]" for line in lines if (line[1][-5:], line[2][-5:]) == ends and line[3] == "01"]


def _list_workers(master: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
