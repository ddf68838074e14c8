"""The one way in which starting can fail: a line for the person who asked, and a status for the shell."""

from __future__ import annotations

from collections.abc import Sequence

FAILED = 1
# The machine lacks something that only its owner can add.
NOT_POSSIBLE_HERE = 2


class Unavailable(Exception):
    """What was asked for cannot be started; the message is one line that says why and what to do."""

    def __init__(self, reason: str, *, status: int = FAILED) -> None:
        super().__init__(reason)
        self.status = status


def complaint(lines: Sequence[str]) -> str:
    """The line of a program's output that says why it failed."""
    # A server that is not ready yet calls every early caller's disappointment fatal.
    telling = [
        line for line in lines if ("FATAL:" in line or "error:" in line) and "the database system is" not in line
    ]
    return ([*lines[-1:], *telling[-1:]] or ["it gave no reason"])[-1].strip()
