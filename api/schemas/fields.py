"""Fields that take exactly what the contract says. marshmallow's own accept "5", 1.9, "yes" and NUL."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range, Regexp

SQL_INTEGER = 2**31 - 1
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
MOMENT_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
LINE_BREAKS = "\t\n\r"
# The same for the contract.
WITHOUT_CONTROLS = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"


class Text(fields.String):
    """Text without control characters: NUL would reach PostgreSQL as an error, the others only confuse readers."""

    default_error_messages = {"control": "Invalid character."}

    def __init__(self, about: str = "", *, least: int = 1, most: int = 500, example: Any = None, **kwargs: Any) -> None:
        super().__init__(validate=kwargs.pop("validate", Length(least, most)), metadata=_said(about, example), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in LINE_BREAKS for sign in text):
            raise self.make_error("control")
        return str(text)


class Code(Text):
    """One code of a vocabulary. Closed when it comes in; open when it goes out, for later versions know more."""

    def __init__(self, about: str, codes: Iterable[str], *, opened: bool = False, **kwargs: Any) -> None:
        listed = list(codes)
        super().__init__(about, validate=[] if opened else OneOf(listed), **kwargs)
        if opened:
            self.metadata = {**self.metadata, "x-extensible-enum": listed}


class Pattern(Text):
    """Text of one form."""

    def __init__(self, about: str, form: str, **kwargs: Any) -> None:
        # \Z and not $, which lets a trailing line break through.
        super().__init__(about, validate=Regexp(rf"{form}\Z", flags=re.ASCII), **kwargs)
        self.metadata = {**self.metadata, "pattern": f"^{form}$"}


class Id(fields.UUID):
    """A UUID in its usual form only."""

    def __init__(self, about: str = "", *, example: Any = None, **kwargs: Any) -> None:
        super().__init__(metadata=_said(about, example), **kwargs)

    def _validated(self, value: Any) -> UUID:
        if isinstance(value, str) and UUID_FORM.fullmatch(value):
            return UUID(value)
        raise self.make_error("invalid_uuid")


class Moment(fields.AwareDateTime):
    """RFC 3339. Any offset comes in; UTC with Z goes out."""

    def __init__(self, about: str = "", *, example: Any = None, **kwargs: Any) -> None:
        super().__init__(metadata=_said(about, example), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not MOMENT_FORM.fullmatch(value):
            raise self.make_error("invalid", obj_type=self.OBJ_TYPE)
        try:
            return super()._deserialize(value, attr, data, **kwargs).astimezone(UTC)
        except OverflowError:
            raise self.make_error("invalid", obj_type=self.OBJ_TYPE) from None

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value and value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Day(fields.Date):
    """A day."""

    def __init__(self, about: str = "", **kwargs: Any) -> None:
        super().__init__(metadata=_said(about, "2026-09-28"), **kwargs)


class MomentText(Moment):
    """A moment that is kept inside a JSON document, hence as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._serialize(super()._deserialize(value, attr, data, **kwargs), attr, data)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value


class Whole(fields.Integer):
    """A whole number; `True` and "5" are none."""

    def __init__(
        self, about: str = "", *, least: int = 0, most: int = SQL_INTEGER, example: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(strict=True, validate=Range(least, most), metadata=_said(about, example), **kwargs)

    def _validated(self, value: Any) -> int:
        if type(value) is not int:
            raise self.make_error("invalid")
        return value


class Flag(fields.Boolean):
    """true or false; "yes" and 1 are neither."""

    def __init__(self, about: str = "", *, example: Any = None, **kwargs: Any) -> None:
        super().__init__(metadata=_said(about, example), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Several(fields.List[Any]):
    """A list with bounds, each entry once."""

    default_error_messages = {"repeated": "Repeated entry."}

    def __init__(self, inner: Any, about: str = "", *, least: int = 0, most: int = 50, **kwargs: Any) -> None:
        example = kwargs.pop("example", None)
        said = {**_said(about, example), "uniqueItems": True}
        super().__init__(inner, validate=Length(least, most), metadata=said, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        found = super()._deserialize(value, attr, data, **kwargs)
        if any(entry in found[:index] for index, entry in enumerate(found[:200])):
            raise self.make_error("repeated")
        return found


def _said(about: str, example: Any) -> dict[str, Any]:
    said: Mapping[str, Any] = {"description": about, "example": example}
    return {name: value for name, value in said.items() if value not in (None, "")}
