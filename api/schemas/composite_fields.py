"""Fields that hold lists, nested objects or one of several resources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, Unpack

from marshmallow import Schema, fields
from marshmallow.validate import Length

from api.schemas.fields import FieldOptions, build_metadata

T = TypeVar("T")

DEFAULT_MAX_ITEMS = 50
# No field accepts more items: a longer list is rejected for its length, so its other entries need no comparison.
MAX_COMPARED_ITEMS = 250


class ListOf(fields.List[T]):
    """A list in a response."""

    def __init__(
        self,
        inner: fields.Field[T],
        description: str = "",
        *,
        example: object = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        super().__init__(inner, metadata=build_metadata(description, example), **options)


class UniqueList(fields.List[T]):
    """A list in a request: bounded in length, each entry at most once."""

    default_error_messages = {"repeated": "Repeated entry: each entry may occur only once."}

    def __init__(
        self,
        inner: fields.Field[T],
        description: str = "",
        *,
        min_items: int = 0,
        max_items: int = DEFAULT_MAX_ITEMS,
        example: object = None,
        **options: Unpack[FieldOptions],
    ) -> None:
        metadata = {**build_metadata(description, example), "uniqueItems": True}
        super().__init__(inner, validate=Length(min_items, max_items), metadata=metadata, **options)

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> list[T | None]:
        """Return the entries. Raise ValidationError for a wrong length, for invalid entries and for repeated ones."""
        if isinstance(value, list):
            # Before the entries: their number bounds the work that follows.
            self._validate(value)
        entries = super()._deserialize(value, attr, data, **kwargs)
        if any(entry in entries[:index] for index, entry in enumerate(entries[:MAX_COMPARED_ITEMS])):
            raise self.make_error("repeated")
        return entries


class NestedObject(fields.Nested):
    """An object of another schema."""

    def __init__(self, schema: type[Schema], description: str = "", **options: Unpack[FieldOptions]) -> None:
        super().__init__(schema, metadata=build_metadata(description), **options)


class ResourceUnion(fields.Raw):
    """An object of one of several schemas; the value of the member `discriminator` tells which.

    The contract has a component of this name with the alternatives. `schemas` maps the values of the discriminator to
    the schemas; the example is that of `example_key`.
    """

    def __init__(
        self,
        name: str,
        schemas: Mapping[str, type[Schema]],
        description: str,
        *,
        discriminator: str,
        example_key: str,
        **options: Unpack[FieldOptions],
    ) -> None:
        super().__init__(**options)
        self.component_name = name
        self.description = description
        self.schemas = schemas
        self.discriminator = discriminator
        self.example_schema = schemas[example_key]
