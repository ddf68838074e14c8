"""Assertions of the story about what the API returns."""

from __future__ import annotations


class ExpectationFailed(Exception):
    """The API returned something other than the story expects; the message gives both."""


def check_equal(description: str, actual: object, expected: object) -> None:
    """Raise ExpectationFailed unless the values are equal. `description` names the value."""
    if actual != expected:
        raise ExpectationFailed(f"{description}: expected {expected!r}, got {actual!r}")


def check_true(statement: str, condition: bool) -> None:
    """Raise ExpectationFailed unless the condition is true. `statement` says what it means."""
    if not condition:
        raise ExpectationFailed(f"expected that {statement}")
