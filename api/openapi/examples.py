"""Examples of schemas, composed of the examples of their fields, so that an example always fits its schema."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.base import AnyField, RequestSchema
from api.schemas.composite_fields import ResourceUnion
from api.schemas.example_values import EXAMPLE_ID, EXAMPLE_TIME

# The examples of fields that give none, by the first class that fits. A text field must give one.
DEFAULTS: tuple[tuple[type[AnyField], object], ...] = (
    (fields.UUID, EXAMPLE_ID),
    (fields.AwareDateTime, EXAMPLE_TIME),
    (fields.Boolean, False),
    (fields.Integer, 1),
)


def build_example(schema: type[Schema]) -> dict[str, object]:
    """Return an example of the schema. Raises TypeError when one of its fields needs an example and has none."""
    left_out = schema.left_out_of_example if issubclass(schema, RequestSchema) else ()
    return {name: _build_field_example(field) for name, field in schema().fields.items() if name not in left_out}


def _build_field_example(field: AnyField) -> object:
    """Return the field's own example, or one composed of the schemas and fields inside it, or a default."""
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, ResourceUnion):
        return build_example(field.example_schema)
    if isinstance(field, fields.Nested):
        example = build_example(type(field.schema))
        return [example] if field.many else example
    if isinstance(field, fields.List):
        return [_build_field_example(field.inner)]
    return None if field.allow_none else _find_default(field)


def _find_default(field: AnyField) -> object:
    """Return the first code of a field with codes, or the default for the field's class."""
    codes = field.metadata.get("x-extensible-enum") or next(
        (validator.choices for validator in field.validators if hasattr(validator, "choices")), None
    )
    if codes:
        return next(iter(codes))
    for field_class, default in DEFAULTS:
        if isinstance(field, field_class):
            return default
    raise TypeError(f"the field {field.name} needs an example")
