"""The messages that a PostgreSQL client sends, as a proxy sees them."""

from __future__ import annotations

import socket
from collections.abc import Iterator

CHUNK_BYTES = 1 << 16
STARTUP_PROTOCOL_VERSION = b"\x00\x03"
# The service begins a transaction with this statement; the driver ends it with a simple query of this one word.
BEGIN = b"begin;"
COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"


def read_messages(client: socket.socket) -> Iterator[bytes]:
    """Yield the protocol messages of a client.

    A message begins with a type byte and its length; the first ones, up to the start of the session, have no type byte.
    """
    buffer, type_bytes = b"", 0
    while chunk := client.recv(CHUNK_BYTES):
        buffer += chunk
        while len(buffer) >= type_bytes + 4:
            end = type_bytes + int.from_bytes(buffer[type_bytes : type_bytes + 4])
            if len(buffer) < end:
                break
            message, buffer = buffer[:end], buffer[end:]
            type_bytes = type_bytes or int(message[4:6] == STARTUP_PROTOCOL_VERSION)
            yield message
