"""The error of everything that starts the service or its database: one line for a person, one exit status."""

from __future__ import annotations

from collections.abc import Sequence

EXIT_FAILURE = 1
# The machine lacks something that only its administrator can add.
EXIT_MISSING_PREREQUISITE = 2


class StartupError(Exception):
    """The service or its database cannot be started. The message is one line: the reason, and what to do about it."""

    def __init__(self, reason: str, *, status: int = EXIT_FAILURE) -> None:
        super().__init__(reason)
        self.status = status


def find_error_line(lines: Sequence[str]) -> str:
    """Return the last line of a program's output that reports an error, else its last line."""
    # "FATAL: the database system is starting up" goes to clients that connect too early; it is no failure.
    errors = [line for line in lines if ("FATAL:" in line or "error:" in line) and "the database system is" not in line]
    return ([*lines[-1:], *errors[-1:]] or ["it gave no reason"])[-1].strip()
