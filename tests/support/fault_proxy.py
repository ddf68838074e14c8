"""A TCP proxy in front of PostgreSQL that breaks connections at chosen messages of the client."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from services.embedded_postgres.processes import bind_listener
from tests.support.databases import replace_port
from tests.support.postgres_messages import BEGIN, CHUNK_BYTES, COMMIT, read_messages


@dataclass(slots=True)
class Fault:
    """A fault that the next `remaining` matching messages trigger.

    A message matches when it contains `trigger` and an earlier message of its transaction contains `preceded_by`.
    `delivered`: the server receives and executes the message; only its reply is lost.
    `pauses`: the connection stays silent until `released` is set, before it breaks.
    `recovers`: the message is delivered late and the connection does not break.
    `triggered` is released once for each time.
    """

    trigger: bytes
    preceded_by: bytes
    delivered: bool
    remaining: int = 1
    pauses: bool = False
    recovers: bool = False
    triggered: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    released: threading.Event = field(default_factory=threading.Event)

    def apply(self) -> None:
        """Count the fault as triggered, and pause if it pauses."""
        self.triggered.release()
        if self.pauses:
            self.released.wait()


class FaultProxy:
    """Forwards connections to the server at this port; without a fault it changes nothing.

    `observe` is called with each message of a client before the server gets it.
    """

    def __init__(self, server_port: int, observe: Callable[[bytes], object] = lambda _: None) -> None:
        self.server_port, self.observe = server_port, observe
        self.faults: list[Fault] = []
        self.lock = threading.Lock()
        self.listener = bind_listener(0)
        self.listener.listen(64)
        threading.Thread(target=self._accept_connections, daemon=True).start()

    def proxied_url(self, url: str) -> str:
        """Return the same database URL, by way of this proxy."""
        return replace_port(url, self.listener.getsockname()[1])

    @contextmanager
    def inject_fault(
        self,
        trigger: bytes = COMMIT,
        *,
        preceded_by: bytes = b"",
        delivered: bool,
        times: int = 1,
        pauses: bool = False,
        recovers: bool = False,
    ) -> Iterator[Fault]:
        """Break the next `times` connections that send the trigger; see `Fault` for the other arguments."""
        fault = Fault(trigger, preceded_by, delivered, remaining=times, pauses=pauses, recovers=recovers)
        with self.lock:
            self.faults.append(fault)
        try:
            yield fault
        finally:
            fault.released.set()
            with self.lock:
                self.faults.remove(fault)

    def close(self) -> None:
        """Accept no more connections."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def take_fault(self, message: bytes, earlier_messages: bytes) -> Fault | None:
        """Return the fault that this message triggers, counting it once, or None."""
        with self.lock:
            for fault in self.faults:
                if fault.remaining and fault.trigger in message and fault.preceded_by in earlier_messages:
                    fault.remaining -= 1
                    return fault
        return None

    def _accept_connections(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.server_port))
                _Connection(self, client, server).start()


class _Connection:
    """One connection of a client, and the one that the proxy opens to the server for it."""

    def __init__(self, proxy: FaultProxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.fault: Fault | None = None
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start(self) -> None:
        """Forward both directions in threads of their own."""
        for forward in (self._forward_to_server, self._forward_to_client):
            threading.Thread(target=forward, daemon=True).start()

    def _forward_to_server(self) -> None:
        with suppress(OSError):
            transaction = b""
            for message in read_messages(self.client):
                self.proxy.observe(message)
                self.fault = self.fault or self.proxy.take_fault(message, transaction)
                if self.fault and not self.fault.delivered:
                    self.fault.apply()
                    if not self.fault.recovers:
                        break
                    self.fault = None
                self.server.sendall(message)
                transaction = message if BEGIN in message else transaction + message
        self._shut_down()

    def _forward_to_client(self) -> None:
        with suppress(OSError):
            while chunk := self.server.recv(CHUNK_BYTES):
                if self.fault:
                    self.fault.apply()
                    break
                self.client.sendall(chunk)
        self._shut_down()

    def _shut_down(self) -> None:
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
