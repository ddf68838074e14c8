"""Fields of a query string, where every value is text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Unpack
from uuid import UUID

from api.schemas.fields import UUID_FORM, FieldOptions, PlainText, StrictInteger, UtcDateTime

MAX_CODE_LIST_CHARACTERS = 1000
MAX_UUID_LIST_CHARACTERS = 2000
MAX_REFERENCE_CHARACTERS = 40


class QueryInteger(StrictInteger):
    """An integer of at most nine digits."""

    def _validated(self, value: object) -> int:
        """Return the integer that the text spells in ASCII digits. Raise ValidationError for any other text."""
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
            return int(value)
        raise self.make_error("invalid")


class CodeList(PlainText):
    """Codes separated by commas; loaded as a tuple without duplicates."""

    default_error_messages = {"codes": "Must be one of the documented codes, or several separated by commas."}

    def __init__(
        self, description: str, codes: Iterable[str], *, example: object = None, **options: Unpack[FieldOptions]
    ) -> None:
        self.codes = frozenset(codes)
        super().__init__(description, max_length=MAX_CODE_LIST_CHARACTERS, example=example, **options)
        alternatives = "|".join(map(re.escape, sorted(self.codes)))
        self.metadata = {**self.metadata, "pattern": _comma_separated(alternatives)}

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> Any:
        """Return the codes in order. Raise ValidationError for an unknown code."""
        codes = super()._deserialize(value, attr, data, **kwargs).split(",")
        if not self.codes.issuperset(codes):
            raise self.make_error("codes")
        return tuple(dict.fromkeys(codes))


def reference_filter(example: str) -> PlainText:
    """Return a query field that finds a record by its reference, as people type it."""
    return PlainText(
        "Return only the record with this reference. Case, spaces and hyphens are ignored.",
        max_length=MAX_REFERENCE_CHARACTERS,
        example=example,
    )


def updated_after_filter() -> UtcDateTime:
    """Return a query field that finds records that changed after a time."""
    return UtcDateTime("Return only records that changed after this time.", example="2026-09-01T00:00:00Z")


class UuidList(PlainText):
    """UUIDs separated by commas; loaded as a tuple."""

    default_error_messages = {"ids": "Not a valid list of UUIDs, separated by commas."}

    def __init__(self, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]) -> None:
        super().__init__(description, max_length=MAX_UUID_LIST_CHARACTERS, example=example, **options)
        self.metadata = {**self.metadata, "pattern": _comma_separated(UUID_FORM.pattern)}

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> Any:
        """Return the UUIDs in order. Raise ValidationError for a part that is no UUID."""
        parts = super()._deserialize(value, attr, data, **kwargs).split(",")
        if not all(UUID_FORM.fullmatch(part) for part in parts):
            raise self.make_error("ids")
        return tuple(UUID(part) for part in parts)


def _comma_separated(pattern: str) -> str:
    """Return the JSON Schema pattern of one or more texts of `pattern`, separated by commas."""
    return f"^({pattern})(,({pattern}))*$"
