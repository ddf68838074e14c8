"""Fields that accept exactly what the contract describes. Those of marshmallow also accept "5", 1.9, "yes" and NUL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from services.core import clock

MAX_SQL_INTEGER = 2**31 - 1
DEFAULT_MAX_CHARACTERS = 500
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
RFC3339_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
# Control characters and lone surrogates, except tab and line breaks.
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# The same rule as a JSON Schema pattern, for the contract.
NO_CONTROL_CHARACTERS_PATTERN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"


class FieldOptions(TypedDict, total=False):
    """Options of marshmallow that every field here takes."""

    required: bool
    allow_none: bool
    load_default: object


class PlainText(fields.String):
    """Text without control characters, except tab and line breaks. PostgreSQL rejects NUL."""

    default_error_messages = {"control": "Invalid character: control characters are not accepted."}

    def __init__(
        self,
        description: str = "",
        *,
        min_length: int = 1,
        max_length: int = DEFAULT_MAX_CHARACTERS,
        validate: Callable[[str], object] | None = None,
        example: object = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        checks = validate or Length(min_length, max_length)
        super().__init__(validate=checks, metadata=build_metadata(description, example), **options)

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        """Return the text. Raise ValidationError for another type or a control character."""
        text = super()._deserialize(value, attr, data, **kwargs)
        # Before the characters: the length bounds the work that follows.
        for check in self.validators:
            if isinstance(check, Length):
                check(text)
        if CONTROL_CHARACTER.search(text):
            raise self.make_error("control")
        return text


class Code(PlainText):
    """One code of a list. `extensible` codes occur in responses, where later versions may add codes."""

    def __init__(
        self,
        description: str,
        codes: Iterable[str],
        *,
        extensible: bool = False,
        example: object = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        known_codes = list(codes)
        super().__init__(description, validate=OneOf(known_codes), example=example, **options)
        if extensible:
            self.validators = []
            self.metadata = {**self.metadata, "x-extensible-enum": known_codes}


class SingleCode(PlainText):
    """The one code that tells the objects of a schema from those of other schemas."""

    def __init__(self, description: str, code: str, **options: Unpack[FieldOptions]) -> None:
        super().__init__(description, example=code, **options)
        self.metadata = {**self.metadata, "enum": [code]}


class PatternText(PlainText):
    """Text that matches a regular expression as a whole."""

    def __init__(
        self, description: str, pattern: str, *, example: object = None, **options: Unpack[FieldOptions]
    ) -> None:
        # \Z rather than $, which accepts a trailing line break.
        super().__init__(description, validate=Regexp(rf"{pattern}\Z", flags=re.ASCII), example=example, **options)
        self.metadata = {**self.metadata, "pattern": f"^{pattern}$"}


class ExternalReference(PatternText):
    """An identifier that another system issued: up to five groups of letters and digits. Services check it further."""

    PATTERN = r"(?=.{1,64}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+){0,4}"
    RULE = (
        "At most 64 characters: up to 5 groups of letters and digits, separated by `.`, `_` or `-`. Names, web "
        "addresses, telephone numbers and words that form a sentence are rejected."
    )

    def __init__(self, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]) -> None:
        super().__init__(f"{description} {self.RULE}".strip(), self.PATTERN, example=example, **options)


class ExternalId(PatternText):
    """The caller's own reference of a record, at most 100 characters."""

    PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"

    def __init__(
        self, description: str = "", *, example: object = "CASE-2026-0412", **options: Unpack[FieldOptions]
    ) -> None:
        super().__init__(description, self.PATTERN, example=example, **options)


class Uuid(fields.UUID):
    """A UUID in its canonical form of 36 characters."""

    def __init__(self, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]) -> None:
        super().__init__(metadata=build_metadata(description, example), **options)

    def _validated(self, value: object) -> UUID:
        """Return the UUID. Raise ValidationError for any other spelling than the canonical one."""
        if isinstance(value, str) and UUID_FORM.fullmatch(value):
            return UUID(value)
        raise self.make_error("invalid_uuid")


class UtcDateTime(fields.AwareDateTime):
    """A date and time of RFC 3339. Requests may use any offset; responses use UTC with `Z`.

    `is_past`: times in the future are rejected, as in every request body.
    """

    default_error_messages = {"in_the_future": "Must not be in the future."}
    is_past = False

    def __init__(self, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]) -> None:
        super().__init__(metadata=build_metadata(description, example), **options)

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> datetime:
        """Return the time in UTC. Raise ValidationError unless the value is a time of RFC 3339 with an offset."""
        if not isinstance(value, str) or not RFC3339_FORM.fullmatch(value):
            raise self.make_error("invalid", obj_type=self.OBJ_TYPE)
        try:
            moment = super()._deserialize(value, attr, data, **kwargs).astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid", obj_type=self.OBJ_TYPE) from None
        if self.is_past and clock.is_in_future(moment):
            raise self.make_error("in_the_future")
        return moment

    def _serialize(self, value: datetime | None, attr: str | None, obj: object, **kwargs: object) -> str | None:
        """Return the time in UTC, written with `Z`."""
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


class UtcDateTimeText(UtcDateTime):
    """A date and time that is stored inside a JSON document, so that it stays text in Python."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> Any:
        """Return the time as text in UTC. Raise ValidationError unless the value is a time of RFC 3339."""
        return super()._serialize(super()._deserialize(value, attr, data, **kwargs), attr, data)

    def _serialize(self, value: Any, attr: str | None, obj: object, **kwargs: object) -> str | None:
        """Return the stored text as it is."""
        return value  # type: ignore[no-any-return]


class CalendarDate(fields.Date):
    """A date without a time."""

    def __init__(
        self, description: str = "", *, example: object = "2026-09-28", **options: Unpack[FieldOptions]
    ) -> None:
        super().__init__(metadata=build_metadata(description, example), **options)


class StrictInteger(fields.Integer):
    """A JSON integer. `true`, 1.0 and "5" are rejected."""

    def __init__(
        self,
        description: str = "",
        *,
        minimum: int = 0,
        maximum: int = MAX_SQL_INTEGER,
        example: object = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        checks = Range(minimum, maximum)
        super().__init__(strict=True, validate=checks, metadata=build_metadata(description, example), **options)

    def _validated(self, value: object) -> int:
        """Return the integer. Raise ValidationError for any other type, boolean included."""
        if type(value) is not int:
            raise self.make_error("invalid")
        return value


class StrictBoolean(fields.Boolean):
    """`true` or `false`. "yes" and 1 are rejected."""

    def __init__(self, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]) -> None:
        super().__init__(metadata=build_metadata(description, example), **options)

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> bool:
        """Return the boolean. Raise ValidationError for any other type."""
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def build_metadata(description: str, example: object = None) -> dict[str, object]:
    """Return the members of the contract that describe a field, without the empty ones."""
    return {
        name: value for name, value in (("description", description), ("example", example)) if value not in (None, "")
    }
