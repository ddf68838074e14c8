"""An example of any schema, made from the examples of its fields, so that it can never contradict them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

EXAMPLE_ID = "01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42"
MOMENT = "2026-10-01T09:30:00Z"
OF_TYPE: tuple[tuple[type[fields.Field[Any]], Any], ...] = (
    (fields.UUID, EXAMPLE_ID),
    (fields.AwareDateTime, MOMENT),
    (fields.Boolean, False),
    (fields.Integer, 1),
    (fields.String, "text"),
    (fields.Dict, {}),
)


def example_of(schema: type[Schema]) -> dict[str, Any]:
    """What a body or an answer of this schema looks like."""
    return {name: _value(field) for name, field in schema().fields.items()}


def _value(field: fields.Field[Any]) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        inner = example_of(type(field.schema))
        return [inner] if field.many else inner
    if isinstance(field, fields.List):
        return [_value(field.inner)]
    if field.allow_none:
        return None
    codes = field.metadata.get("x-extensible-enum") or next(
        (check.choices for check in field.validators if hasattr(check, "choices")), None
    )
    return next(iter(codes)) if codes else next(value for kind, value in OF_TYPE if isinstance(field, kind))
