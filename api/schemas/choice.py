"""A field that holds one of several things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields


class OneOfThese(fields.Raw):
    """Any of several things, each already as its own schema would write it."""

    def __init__(self, about: str, schemas: Sequence[type[Schema]], **kwargs: Any) -> None:
        super().__init__(metadata={"description": about}, **kwargs)
        self.schemas = schemas
