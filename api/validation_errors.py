"""marshmallow's nested messages as flat field_errors: a place, a stable code, and a sentence without the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.core.errors import FieldError

CODES = (
    ("Missing data", "required"),
    ("Unknown", "unknown"),
    ("Field may not be null", "null"),
    ("Not a valid", "wrong_type"),
    ("Invalid", "wrong_type"),
    ("Must be one of", "not_allowed"),
    ("Shorter", "length"),
    ("Longer", "length"),
    ("Length", "length"),
    ("Must be", "range"),
    ("Repeated", "repeated"),
)


def faults_of(messages: Mapping[Any, Any] | Iterable[Any], at: str = "") -> Iterable[FieldError]:
    """marshmallow's nested messages as flat field_errors."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from faults_of(inner, at if name == "_schema" else f"{at}/{_name(name)}")
    else:
        for message in messages:
            yield FieldError(at, code_of(str(message)), str(message))


def code_of(message: str) -> str:
    """The stable code of one of marshmallow's sentences, or of our own fields'."""
    return next((code for opening, code in CODES if message.startswith(opening)), "invalid")


def _name(name: object) -> str:
    """A field's name or an index; a name that is not one of ours could be somebody's text, so it is not repeated."""
    text = str(name)
    return text if len(text) <= 40 and text.replace("_", "").isalnum() and text.isascii() else "?"
