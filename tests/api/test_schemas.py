"""Schemas agree with the specifications of the resources, and serialization with marshmallow."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, post_dump, pre_dump

from api.schemas.base import AnyField, RequestSchema, ResponseSchema
from api.schemas.changes import CHANGE_SCHEMAS
from api.schemas.composite_fields import NestedObject, ResourceUnion
from api.schemas.fields import UtcDateTimeText, Uuid
from api.serialization import compile_selector, serialize
from services.policy.field_access import common_fields
from services.resources.registry import list_queryable, load_specs
from tests.api.operations import OPERATIONS


def get_name(schema: type[Schema]) -> str:
    return schema.__name__


def list_schemas(schema: type[Schema]) -> set[type[Schema]]:
    """Return the schema and all schemas nested in it."""
    schemas = {schema}
    for field in schema().fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            schemas |= list_schemas(type(inner.schema))
        if isinstance(inner, ResourceUnion):
            schemas |= {nested for alternative in inner.schemas.values() for nested in list_schemas(alternative)}
    return schemas


RESPONSE_SCHEMAS = sorted(
    {schema for operation in OPERATIONS for schema in list_schemas(operation.response_schema)}, key=get_name
)
REQUEST_SCHEMAS = sorted(
    {schema for operation in OPERATIONS if operation.body for schema in list_schemas(operation.body)}, key=get_name
)
RESOURCE_SCHEMAS = [
    schema for schema in RESPONSE_SCHEMAS if issubclass(schema, ResponseSchema) and schema.resource_name
]


def build_values(schema: type[Schema]) -> st.SearchStrategy[dict[str, object]]:
    """Return a strategy for values of the schema, any of whose fields may be missing."""
    strategies = {name: build_field_values(field) for name, field in schema().fields.items()}
    return st.fixed_dictionaries({}, optional=strategies)


def build_field_values(field: AnyField) -> st.SearchStrategy[object]:
    strategies: list[tuple[type[AnyField], st.SearchStrategy[object]]] = [
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
        chosen: st.SearchStrategy[object] = build_values(type(field.schema))
    elif isinstance(field, fields.List):
        chosen = st.lists(build_field_values(field.inner), max_size=2)
    else:
        chosen = next(strategy for field_class, strategy in strategies if isinstance(field, field_class))
    return st.none() | chosen if field.allow_none else chosen


@pytest.mark.parametrize("schema", RESPONSE_SCHEMAS, ids=get_name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_serialization_equals_marshmallow(schema: type[Schema], data: st.DataObject) -> None:
    values = data.draw(build_values(schema))
    assert orjson.loads(serialize(schema, values)) == schema().dump(values)


def test_undeclared_fields_are_not_serialized() -> None:
    schema = type("Small", (ResponseSchema,), {"id": Uuid()})
    assert serialize(schema, {"id": UUID(int=1), "other": 1}) == b'{"id":"%s"}' % str(UUID(int=1)).encode()


@pytest.mark.parametrize("hook", [pre_dump, post_dump])
def test_schemas_with_hooks_are_rejected(hook: Any) -> None:
    hooked = type("Hooked", (Schema,), {"change": hook(lambda self, values, **_: values), "id": Uuid()})
    with pytest.raises(TypeError):
        compile_selector(hooked)


@pytest.mark.parametrize("field", [fields.Function(str), fields.Method("x"), fields.Pluck(Schema, "x"), fields.Enum])
def test_computed_fields_are_rejected(field: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        compile_selector(type("Odd", (Schema,), {"odd": field, "x": lambda self, values: 1}))


@pytest.mark.parametrize("schema", RESOURCE_SCHEMAS, ids=get_name)
def test_each_schema_has_the_fields_of_its_resource(schema: type[ResponseSchema]) -> None:
    assert schema.resource_name
    assert set(schema().fields) == {field.name for field in load_specs()[schema.resource_name].fields}


def test_every_resource_has_one_schema() -> None:
    assert sorted(str(schema.resource_name) for schema in RESOURCE_SCHEMAS) == sorted(load_specs())


def test_fields_that_all_kinds_see_are_required_and_others_name_the_kinds() -> None:
    for schema in RESOURCE_SCHEMAS:
        for name, field in schema().fields.items():
            if name in common_fields(load_specs()[str(schema.resource_name)]):
                assert "x-visible-to" not in field.metadata
                assert field.required or (schema.resource_name, name) == ("card", "secret")
            else:
                assert field.metadata["x-visible-to"] == sorted(
                    load_specs()[str(schema.resource_name)].field(name).visible_to
                )
                assert not field.required


@pytest.mark.parametrize("schema", REQUEST_SCHEMAS, ids=get_name)
def test_request_schemas_reject_unknown_fields(schema: type[RequestSchema]) -> None:
    with pytest.raises(ValidationError) as raised:
        schema().load({"surprise": 1})
    assert isinstance(raised.value.messages, dict)
    assert raised.value.messages["surprise"] == ["Unknown field."]


def test_the_feed_can_show_every_queryable_resource() -> None:
    assert set(CHANGE_SCHEMAS) == {spec.name for spec in list_queryable()}
    for name, schema in CHANGE_SCHEMAS.items():
        (data,) = (field for field in schema().fields.values() if isinstance(field, NestedObject))
        assert getattr(data.schema, "resource_name", None) == name
