"""Count what a client sends to PostgreSQL, from the protocol messages that a proxy sees, whatever driver sends them.

See https://www.postgresql.org/docs/current/protocol-flow.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.support.fault_proxy import FaultProxy

# Type byte and length.
HEADER_BYTES = 5


class Cost(NamedTuple):
    """The cost of an operation for PostgreSQL and the network.

    `round_trips`: how often the client asks for the responses to the statements that it has sent.
    `statements`: how many statements PostgreSQL executes. A simple query counts once, whatever it contains.
    `parsed`: how many statements it has to parse, because they were not prepared before.
    """

    round_trips: int
    statements: int
    parsed: int


@dataclass(slots=True)
class MessageCounter:
    """Counts the messages of all connections. `texts` are the statements in the order of their execution."""

    round_trips: int = 0
    parsed: int = 0
    texts: list[str] = field(default_factory=list)
    _has_unanswered: bool = False
    _texts_by_name: dict[bytes, str] = field(default_factory=dict)

    def observe(self, message: bytes) -> None:
        """Count one message of a client."""
        match message[:1]:
            case b"Q":  # Query: parses and executes, and asks for the response.
                self._add_statement(_read_string(message, HEADER_BYTES).decode())
                self.parsed += 1
                self._add_round_trip()
            case b"P":  # Parse
                self.parsed += 1
                name = _read_string(message, HEADER_BYTES)
                self._texts_by_name[name] = _read_string(message, HEADER_BYTES + len(name) + 1).decode()
            case b"B":  # Bind, which an Execute follows.
                portal = _read_string(message, HEADER_BYTES)
                name = _read_string(message, HEADER_BYTES + len(portal) + 1)
                self._add_statement(self._texts_by_name.get(name, name.decode()))
            case b"S" | b"H" if self._has_unanswered:  # Sync or Flush. One without statements before it asks nothing.
                self._add_round_trip()

    def reset(self) -> None:
        """Begin to count again. Prepared statements keep their texts."""
        self.round_trips = self.parsed = 0
        self.texts.clear()

    def read_cost(self) -> Cost:
        """Return what was counted since the last reset."""
        return Cost(self.round_trips, len(self.texts), self.parsed)

    def _add_statement(self, text: str) -> None:
        """Count a statement."""
        self.texts.append(text)
        self._has_unanswered = True

    def _add_round_trip(self) -> None:
        """Count a round trip for the statements since the last one."""
        self.round_trips += 1
        self._has_unanswered = False


@contextmanager
def count_messages(server_port: int) -> Iterator[tuple[MessageCounter, FaultProxy]]:
    """Run a proxy in front of the server at this port, and yield it after the counter of what passes through it."""
    counter = MessageCounter()
    with closing(FaultProxy(server_port, counter.observe)) as proxy:
        yield counter, proxy


def _read_string(message: bytes, start: int) -> bytes:
    """Return the string that begins at this position; a zero byte ends it."""
    return message[start : message.index(0, start)]
