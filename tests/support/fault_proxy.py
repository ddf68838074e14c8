"""A line to PostgreSQL that dies at a chosen message: before the server gets it, or before its answer gets back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from services.embedded_postgres.processes import bind_listener

CHUNK_BYTES = 1 << 16
STARTUP_PROTOCOL_VERSION = b"\x00\x03"
# How the service begins a transaction, and how the driver ends it: with a simple query of this one word.
BEGIN = b"begin;"
COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"


@dataclass(slots=True)
class Fault:
    """`after` is what the same transaction said before. `arrives`: the server gets the message, and does it before the
    line dies. `holds`: the line goes silent first, until `over` is set. `spares`: the message was only late, and all
    goes on. `sprung` once for each time."""

    wanted: bytes
    after: bytes
    arrives: bool
    times: int = 1
    holds: bool = False
    spares: bool = False
    sprung: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    over: threading.Event = field(default_factory=threading.Event)

    def spring(self) -> None:
        """The moment has come."""
        self.sprung.release()
        if self.holds:
            self.over.wait()


class FaultProxy:
    """Between a service and its database. Without a trap it passes everything on."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.traps: list[Fault] = []
        self.lock = threading.Lock()
        self.listening = bind_listener(0)
        self.listening.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, url: str) -> str:
        """The same address, through here."""
        return replace_port(url, self.listening.getsockname()[1])

    @contextmanager
    def trap(self, wanted: bytes = COMMIT, after: bytes = b"", *, arrives: bool, **more: Any) -> Iterator[Fault]:
        """In the block the next lines that say this die of it, so many of them; `more` are fields of the trap."""
        made = Fault(wanted, after, arrives, **more)
        with self.lock:
            self.traps.append(made)
        try:
            yield made
        finally:
            made.over.set()
            with self.lock:
                self.traps.remove(made)

    def close(self) -> None:
        """No new lines."""
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                server = socket.create_connection(("127.0.0.1", self.server_port))
                _Connection(self, client, server).start()

    def caught(self, message: bytes, before: bytes) -> Fault | None:
        """The trap that this message springs."""
        with self.lock:
            for trap in self.traps:
                if trap.times and trap.wanted in message and trap.after in before:
                    trap.times -= 1
                    return trap
        return None


class _Connection:
    def __init__(self, proxy: FaultProxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.trap: Fault | None = None
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start(self) -> None:
        for direction in (self._there, self._back):
            threading.Thread(target=direction, daemon=True).start()

    def _there(self) -> None:
        with suppress(OSError):
            said = b""
            for message in read_messages(self.client):
                self.trap = self.trap or self.proxy.caught(message, said)
                if self.trap and not self.trap.arrives:
                    self.trap.spring()
                    if not self.trap.spares:
                        break
                    self.trap = None
                self.server.sendall(message)
                said = message if BEGIN in message else said + message
        self._hang_up()

    def _back(self) -> None:
        with suppress(OSError):
            while piece := self.server.recv(CHUNK_BYTES):
                if self.trap:
                    self.trap.spring()
                    break
                self.client.sendall(piece)
        self._hang_up()

    def _hang_up(self) -> None:
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def read_messages(client: socket.socket) -> Iterator[bytes]:
    """What a client says, message by message: with a letter before its length, but for those that open the session."""
    waiting, letter = b"", 0
    while piece := client.recv(CHUNK_BYTES):
        waiting += piece
        while len(waiting) >= letter + 4:
            end = letter + int.from_bytes(waiting[letter : letter + 4])
            if len(waiting) < end:
                break
            message, waiting = waiting[:end], waiting[end:]
            letter = letter or int(message[4:6] == STARTUP_PROTOCOL_VERSION)
            yield message


def replace_port(url: str, port: int) -> str:
    """The same address at another port of this machine."""
    parts = urlsplit(url)
    credentials = parts.netloc.rpartition("@")[0]
    return parts._replace(netloc=f"{credentials}@127.0.0.1:{port}").geturl()
