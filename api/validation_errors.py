"""marshmallow's nested messages as a flat list of FieldErrors: JSON pointer, stable code, text without the value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.core.errors import FieldError

# The code of a message by the words that it begins with.
CODE_BY_PREFIX = (
    ("Missing data", "required"),
    ("Unknown", "unknown"),
    ("Field may not be null", "null"),
    ("Not a valid", "wrong_type"),
    ("Invalid", "wrong_type"),
    ("Must be one of", "not_allowed"),
    ("Must not be in the future", "in_the_future"),
    ("Shorter", "length"),
    ("Longer", "length"),
    ("Length", "length"),
    ("Must be", "range"),
    ("Repeated", "repeated"),
)
MAX_NAME_CHARACTERS = 40


def flatten_messages(messages: object, pointer: str = "") -> Iterable[FieldError]:
    """Yield a FieldError for each message of a marshmallow ValidationError; `pointer` is where `messages` belong."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from flatten_messages(inner, pointer if name == "_schema" else f"{pointer}/{_safe_name(name)}")
    elif isinstance(messages, Iterable):
        for message in messages:
            yield FieldError(pointer, find_code(str(message)), str(message))


def find_code(message: str) -> str:
    """Return the stable code of a message of marshmallow or of our own fields."""
    return next((code for prefix, code in CODE_BY_PREFIX if message.startswith(prefix)), "invalid")


def _safe_name(name: object) -> str:
    """Return a field's name or index, and `?` for a name that may be free text and must not be repeated."""
    text = str(name)
    is_identifier = len(text) <= MAX_NAME_CHARACTERS and text.replace("_", "").isalnum() and text.isascii()
    return text if is_identifier else "?"
