"""A difference between the story and what really happened."""

from __future__ import annotations

from typing import Any


class Unexpected(Exception):
    """The message says what was expected and what came instead."""


def check(what: str, found: Any, expected: Any) -> None:
    """Unexpected unless the two are equal."""
    if found != expected:
        raise Unexpected(f"{what}: expected {expected!r}, found {found!r}")


def holds(what: str, condition: bool) -> None:
    """Unexpected unless it holds; `what` says what should."""
    if not condition:
        raise Unexpected(f"it does not hold that {what}")
