"""Clients that keep their connection and ask again as soon as they have their answer. One thread, no HTTP library: what
the clients cost is taken from the same cores, and would make every server look alike."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from selectors import EVENT_READ, BaseSelector, DefaultSelector, SelectorKey

LOOPBACK = "127.0.0.1"
PATIENCE = 30
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Unexpected(Exception):
    """An answer with another status than the one that was to be measured."""


@dataclass(slots=True)
class Line:
    """One connection. The first answer on it is not counted: it waits for the server to take the connection."""

    socket: socket.socket
    times: list[float]
    received: bytearray = field(default_factory=bytearray)
    begun: float = 0.0
    counted: bool = False

    def ask(self, request: bytes) -> None:
        """Send one request."""
        self.received.clear()
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def answered(self) -> bool:
        """Take what has come; whether the answer is complete."""
        self.received += self._more()
        end = self.received.find(b"\r\n\r\n")
        found = LENGTH.search(self.received, 0, end + 1) if end >= 0 else None
        if found is None or len(self.received) < end + 4 + int(found[1]):
            return False
        if self.counted:
            self.times.append((time.perf_counter() - self.begun) * 1000)
        self.counted = True
        return True

    def body(self, status: int) -> bytes:
        """The answer's body."""
        head, _, body = bytes(self.received).partition(b"\r\n\r\n")
        if head.split(b" ", 2)[1] != str(status).encode():
            raise Unexpected(f"{head.splitlines()[0].decode()}: {body[:400].decode()}")
        return body

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        if not more:
            raise Unexpected("the server hung up")
        return more


def drive(port: int, requests: Sequence[bytes], clients: int, status: int) -> list[float]:
    """Milliseconds of each answer but the first of each client. Every answer must have this status."""
    times: list[float] = []
    waiting = iter(requests)
    with DefaultSelector() as selector:
        for first in islice(waiting, clients):
            line = Line(_connected(port), times)
            selector.register(line.socket, EVENT_READ, line)
            line.ask(first)
        while selector.get_map():
            for key, _ in _readable(selector):
                if key.data.answered():
                    key.data.body(status)
                    _go_on(selector, key.data, next(waiting, None))
    return times


def ask(port: int, request: bytes, status: int = 200) -> bytes:
    """The body of one answer."""
    with _connected(port) as connection:
        line = Line(connection, [])
        line.ask(request)
        while not line.answered():
            pass
        return line.body(status)


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    sent = {"Host": LOOPBACK, **headers, **({"Content-Length": str(len(body))} if body else {})}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _connected(port: int) -> socket.socket:
    made = socket.create_connection((LOOPBACK, port), timeout=PATIENCE)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _readable(selector: BaseSelector) -> list[tuple[SelectorKey, int]]:
    if found := selector.select(PATIENCE):
        return found
    raise Unexpected(f"no answer within {PATIENCE} seconds")


def _go_on(selector: BaseSelector, line: Line, following: bytes | None) -> None:
    if following:
        line.ask(following)
    else:
        selector.unregister(line.socket)
        line.socket.close()
