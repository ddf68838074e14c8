"""Schemas, lens and dump agree: what is chosen is what is described and what is written."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, post_dump, pre_dump

from api.schemas.base import RequestSchema, ResponseSchema
from api.schemas.changes import Change
from api.schemas.composite_fields import ResourceUnion
from api.schemas.fields import UtcDateTimeText, Uuid
from api.serialization import compile_selector, serialize
from api.v1 import BLUEPRINTS
from services.policy.field_access import common_fields
from services.resources.registry import list_queryable, load_specs

OPERATIONS = [operation for blueprint in BLUEPRINTS for operation in blueprint.operations.values()]


def nested(schema: type[Schema]) -> set[type[Schema]]:
    """The schema and all within it."""
    found = {schema}
    for field in schema().fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            found |= nested(type(inner.schema))
        if isinstance(inner, ResourceUnion):
            found |= {each for schema in inner.schemas for each in nested(schema)}
    return found


ANSWERS = sorted(
    {each for operation in OPERATIONS for each in nested(operation.response_schema)}, key=lambda one: one.__name__
)
BODIES = sorted({each for operation in OPERATIONS if operation.body for each in nested(operation.body)}, key=str)
OF_LENS = [each for each in ANSWERS if issubclass(each, ResponseSchema) and each.resource_name]


def values(schema: type[Schema]) -> st.SearchStrategy[dict[str, Any]]:
    """What the lens could make for this schema: any of its fields may be missing."""
    return st.fixed_dictionaries({}, optional={name: _value(field) for name, field in schema().fields.items()})


def _value(field: fields.Field[Any]) -> st.SearchStrategy[Any]:
    of_type: list[tuple[type[fields.Field[Any]], st.SearchStrategy[Any]]] = [
        (UtcDateTimeText, st.just("2026-11-22T10:00:00Z")),
        (fields.UUID, st.uuids()),
        (fields.AwareDateTime, st.datetimes(timezones=st.just(UTC))),
        (fields.Date, st.dates()),
        (fields.Boolean, st.booleans()),
        (fields.Integer, st.integers(0, 2**53)),
        (fields.String, st.text(st.characters(codec="utf-8"), max_size=8)),
        (fields.Dict, st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2)),
        (fields.Raw, st.none() | st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2)),
    ]
    if isinstance(field, fields.Nested):
        made: st.SearchStrategy[Any] = values(type(field.schema))
    elif isinstance(field, fields.List):
        made = st.lists(_value(field.inner), max_size=2)
    else:
        made = next(strategy for kind, strategy in of_type if isinstance(field, kind))
    return st.none() | made if field.allow_none else made


@pytest.mark.parametrize("schema", ANSWERS, ids=lambda one: one.__name__)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_serialization_equals_marshmallow(schema: type[Schema], data: st.DataObject) -> None:
    found = data.draw(values(schema))
    assert orjson.loads(serialize(schema, found)) == schema().dump(found)


def test_undeclared_fields_are_not_serialized() -> None:
    assert serialize(compiled_answer(), {"id": UUID(int=1), "other": 1}) == b'{"id":"%s"}' % str(UUID(int=1)).encode()


def compiled_answer() -> type[ResponseSchema]:
    return type("Small", (ResponseSchema,), {"id": Uuid()})


@pytest.mark.parametrize("hook", [pre_dump, post_dump])
def test_schemas_with_hooks_are_rejected(hook: Any) -> None:
    hooked = type("Hooked", (Schema,), {"change": hook(lambda self, found, **_: found), "id": Uuid()})
    with pytest.raises(TypeError):
        compile_selector(hooked)


@pytest.mark.parametrize("field", [fields.Function(str), fields.Method("x"), fields.Pluck(Schema, "x"), fields.Enum])
def test_computed_fields_are_rejected(field: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        compile_selector(type("Odd", (Schema,), {"odd": field, "x": lambda self, found: 1}))


@pytest.mark.parametrize("schema", OF_LENS, ids=lambda one: one.__name__)
def test_a_schema_has_the_fields_of_its_lens(schema: type[ResponseSchema]) -> None:
    assert schema.resource_name
    assert set(schema().fields) == {field.name for field in load_specs()[schema.resource_name].fields}


def test_every_noun_of_the_lens_has_one_schema() -> None:
    assert sorted(str(schema.resource_name) for schema in OF_LENS) == sorted(load_specs())


def test_what_every_kind_sees_is_required_and_the_rest_says_who_sees_it() -> None:
    for schema in OF_LENS:
        for name, field in schema().fields.items():
            if name in common_fields(load_specs()[str(schema.resource_name)]):
                assert "x-visible-to" not in field.metadata
                assert field.required or (schema.resource_name, name) == ("card", "secret")
            else:
                assert field.metadata["x-visible-to"] == sorted(
                    load_specs()[str(schema.resource_name)].field(name).visible_to
                )
                assert not field.required


@pytest.mark.parametrize("schema", BODIES, ids=lambda one: one.__name__)
def test_request_schemas_reject_unknown_fields(schema: type[RequestSchema]) -> None:
    with pytest.raises(ValidationError) as refused:
        schema().load({"surprise": 1})
    assert isinstance(refused.value.messages, dict)
    assert refused.value.messages["surprise"] == ["Unknown field."]


def test_the_feed_can_show_every_noun_that_is_read() -> None:
    (data,) = (field for field in Change().fields.values() if isinstance(field, ResourceUnion))
    assert {getattr(schema, "resource_name", None) for schema in data.schemas} == {
        spec.name for spec in list_queryable()
    }
