"""Fields of a query, where everything is text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from api.schemas.fields import UUID_FORM, Text, Whole


class QueryWhole(Whole):
    """A whole number in a query, where everything is text."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
            return int(value)
        raise self.make_error("invalid")


class Codes(Text):
    """Several codes in a query, separated by commas: any of them fits."""

    default_error_messages = {"codes": "Must be one of the documented codes, separated by commas."}

    def __init__(self, about: str, codes: Iterable[str], **kwargs: Any) -> None:
        self.codes = frozenset(codes)
        super().__init__(about, most=1000, **kwargs)
        self.metadata = {**self.metadata, "pattern": _several("|".join(map(re.escape, sorted(self.codes))))}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        found = super()._deserialize(value, attr, data, **kwargs).split(",")
        if not self.codes.issuperset(found):
            raise self.make_error("codes")
        return tuple(dict.fromkeys(found))


class Ids(Text):
    """Several UUIDs in a query, separated by commas."""

    default_error_messages = {"ids": "Not a valid list of UUIDs, separated by commas."}

    def __init__(self, about: str = "", **kwargs: Any) -> None:
        super().__init__(about, most=2000, **kwargs)
        self.metadata = {**self.metadata, "pattern": _several(UUID_FORM.pattern)}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        found = super()._deserialize(value, attr, data, **kwargs).split(",")
        if not all(UUID_FORM.fullmatch(text) for text in found):
            raise self.make_error("ids")
        return tuple(UUID(text) for text in found)


def _several(form: str) -> str:
    return f"^({form})(,({form}))*$"
