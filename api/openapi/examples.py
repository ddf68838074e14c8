"""Examples of schemas, composed of the examples of their fields, so that an example always fits its schema."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

EXAMPLE_ID = "01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42"
EXAMPLE_TIME = "2026-10-01T09:30:00Z"
# The example of a field that gives none, by the first class that fits.
EXAMPLE_BY_CLASS: tuple[tuple[type[fields.Field[Any]], object], ...] = (
    (fields.UUID, EXAMPLE_ID),
    (fields.AwareDateTime, EXAMPLE_TIME),
    (fields.Boolean, False),
    (fields.Integer, 1),
    (fields.String, "text"),
    (fields.Dict, {}),
)


def build_example(schema: type[Schema]) -> dict[str, object]:
    """Return an example of a body or a response of the schema."""
    return {name: _build_field_example(field) for name, field in schema().fields.items()}


def _build_field_example(field: fields.Field[Any]) -> object:
    """Return the example of a field: its own, that of its nested schema, its first code, or that of its class."""
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        example = build_example(type(field.schema))
        return [example] if field.many else example
    if isinstance(field, fields.List):
        return [_build_field_example(field.inner)]
    if field.allow_none:
        return None
    codes = field.metadata.get("x-extensible-enum") or next(
        (validator.choices for validator in field.validators if hasattr(validator, "choices")), None
    )
    if codes:
        return next(iter(codes))
    return next(example for field_class, example in EXAMPLE_BY_CLASS if isinstance(field, field_class))
