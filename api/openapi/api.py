"""flask-smorest's Api, adapted to problem documents, described schemas and alternatives."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_instance
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema

from api.errors import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from api.openapi.headers import RATE_LIMIT_HEADERS, RETRY_AFTER_HEADER, OpenApiObject
from api.problems import PROBLEMS
from api.schemas.base import AnyField, Problem
from api.schemas.composite_fields import ResourceUnion


class DescribedSchemasConverter(OpenAPIConverter):
    """apispec's converter, which takes the descriptions of schemas from their docstrings."""

    def schema2jsonschema(self, schema: Schema | type[Schema]) -> dict[str, Any]:
        """Return the JSON Schema of a marshmallow schema, with its description."""
        # apispec's own option, Meta.description, drops additionalProperties.
        json_schema: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        schema_class = type(resolve_schema_instance(schema))
        docstring = schema_class.__doc__ or ""
        conditions = getattr(schema_class, "conditions", {})
        return {**json_schema, **conditions, "description": docstring.partition("\n\n")[0]}


class DescribedSchemasPlugin(MarshmallowPlugin):
    """apispec's plugin for marshmallow with the converter above."""

    Converter = DescribedSchemasConverter


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api with problem documents as errors. The error handlers are in api/errors.py."""

    ERROR_SCHEMA = Problem

    def _init_spec(self, **options: Any) -> None:
        """Create the OpenAPI document with DescribedSchemasPlugin in place of the default marshmallow plugin."""
        super()._init_spec(marshmallow_plugin=DescribedSchemasPlugin(), **options)
        self.ma_plugin.converter.add_attribute_function(describe_alternatives)

    def _register_error_handlers(self) -> None:
        """Register none: flask-smorest's handler drops headers and does not return problem documents."""

    def _register_responses(self) -> None:
        """Register a response component for each error status, and the default one."""
        content = {PROBLEM_MEDIA_TYPE: {"schema": self.ERROR_SCHEMA}}
        components = {status.name: _describe_error(status) for status in HTTPStatus if status >= 400}
        components[self.DEFAULT_ERROR_RESPONSE_NAME] = "Any other problem."
        for name, description in components.items():
            response = {"description": description, "content": content, "headers": _describe_error_headers(name)}
            self.spec.components.response(name, response, lazy=True)

    def _register_etag_headers(self) -> None:
        """Register none: ETag headers are described with each operation."""

    def _register_pagination_header(self) -> None:
        """Register none: pages are in response bodies, and linters reject unused components."""


def _describe_error(status: HTTPStatus) -> str:
    """Return the phrase of an error status with the problem codes that it may have."""
    codes = [f"`{code}`" for code, problem in PROBLEMS.items() if problem.status == status]
    return f"{status.phrase}. Problem codes: {', '.join(codes)}." if codes else f"{status.phrase}."


def _describe_error_headers(name: str) -> dict[str, OpenApiObject]:
    """Return the headers of an error response by name."""
    retry_after = {"Retry-After": RETRY_AFTER_HEADER} if name == HTTPStatus.TOO_MANY_REQUESTS.name else {}
    return {**RATE_LIMIT_HEADERS, **retry_after}


def describe_alternatives(converter: Any, field: AnyField, **_: object) -> dict[str, object]:
    """Return a reference to the union that a field holds one object of. An attribute function of apispec.

    The union becomes a component, so that generated clients have a type for it, which its discriminator narrows.
    """
    if not isinstance(field, ResourceUnion):
        return {}
    components = converter.spec.components
    if field.component_name not in components.schemas:
        references = {key: converter.resolve_nested_schema(schema) for key, schema in field.schemas.items()}
        mapping = {key: reference["$ref"] for key, reference in references.items()}
        union = {
            "description": field.description,
            "oneOf": list(references.values()),
            "discriminator": {"propertyName": field.discriminator, "mapping": mapping},
        }
        components.schema(field.component_name, union)
    return {"$ref": f"#/components/schemas/{field.component_name}"}
