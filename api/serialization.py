"""Serialization of responses: a function compiled once per schema selects the fields, orjson writes them.

It replaces marshmallow's dump, which is too slow for long lists. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import orjson
from marshmallow import Schema, fields
from marshmallow.decorators import POST_DUMP, PRE_DUMP

# Selects the declared fields of one value.
Selector = Callable[[Any], object]
# orjson writes the values of these fields as marshmallow would.
PLAIN_FIELDS = (
    fields.String,
    fields.UUID,
    fields.Integer,
    fields.Boolean,
    fields.AwareDateTime,
    fields.Date,
    fields.Raw,
    fields.Dict,
)


def serialize(schema: type[Schema], values: Mapping[str, object]) -> bytes:
    """Return the JSON of the values that the schema declares."""
    return orjson.dumps(compile_selector(schema)(values), option=orjson.OPT_UTC_Z)


@cache
def compile_selector(schema: type[Schema]) -> Selector:
    """Return a function that selects the fields of the schema from a mapping, nested schemas included.

    Raises TypeError for a schema that transforms values: hooks, renamed fields, partial nesting, computed fields.
    """
    instance = schema()
    if instance._hooks[PRE_DUMP] or instance._hooks[POST_DUMP]:
        raise TypeError(f"{schema.__name__} has dump hooks")
    selectors = {name: _compile_field(field) for name, field in instance.dump_fields.items()}
    names = frozenset(selectors)
    nested = [(name, selector) for name, selector in selectors.items() if selector]

    def select(values: Mapping[str, object]) -> Mapping[str, object]:
        """Return the declared fields among the values, each nested value reduced to its declared fields."""
        # The values nearly always have the schema's fields and no others, and are then not copied.
        selected = values if names >= values.keys() else {name: values[name] for name in selectors if name in values}
        inner = {name: selector(selected[name]) for name, selector in nested if selected.get(name) is not None}
        return {**selected, **inner} if inner else selected

    return select


def _compile_field(field: fields.Field[Any]) -> Selector | None:
    """Return the selector of a field's values, or None when they are written as they are."""
    if field.data_key or field.attribute:
        raise TypeError("renamed fields are not supported")
    if isinstance(field, fields.Nested):
        if field.only or field.exclude:
            raise TypeError("partially nested schemas are not supported")
        select = compile_selector(type(field.schema))
        return _apply_to_items(select) if field.many else select
    if isinstance(field, fields.List):
        select_item = _compile_field(field.inner)
        return _apply_to_items(select_item) if select_item else None
    if not isinstance(field, PLAIN_FIELDS):
        raise TypeError(f"{type(field).__name__} is not a plain field")
    return None


def _apply_to_items(select: Selector) -> Selector:
    """Return the selector for lists of the values that `select` is for."""
    return lambda items: [select(item) for item in items]
