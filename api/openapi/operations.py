"""The OpenAPI description of each operation, as far as flask-smorest cannot derive it from the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_instance
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Response
from marshmallow import Schema, fields

from api.errors import MEDIA_TYPE as PROBLEM_MEDIA_TYPE
from api.openapi.examples import build_example
from api.operation import Operation
from api.problems import PROBLEMS
from api.responses import MEDIA_TYPE
from api.schemas.base import Problem
from api.schemas.composite_fields import ResourceUnion

Endpoint = Callable[..., Response]
OpenApiObject = Mapping[str, object]

IDEMPOTENCY_KEY_HEADER: OpenApiObject = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "A new random value for each request. Repeat the value only when you repeat the request.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "4f1f7d86-8a0a-4a0e-9d9b-0c8f6a2d2f11",
}
IF_MATCH_HEADER: OpenApiObject = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that you last read.",
    "schema": {"type": "string", "pattern": '^"[0-9]+(-gzip)?"$'},
    "example": '"3"',
}
IF_NONE_MATCH_HEADER: OpenApiObject = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag of your copy. The response is 304 when the copy is up to date.",
    "schema": {"type": "string"},
    "example": '"3"',
}
ETAG_HEADER: OpenApiObject = {
    "description": "The version of the resource.",
    "schema": {"type": "string"},
    "example": '"3"',
}
LOCATION_HEADER: OpenApiObject = {"description": "The path of the new resource.", "schema": {"type": "string"}}
LINK_HEADER: OpenApiObject = {
    "description": 'The path of the next page, as `<path>; rel="next"`. Absent on the last page.',
    "schema": {"type": "string"},
}
REPLAYED_HEADER: OpenApiObject = {
    "description": "`true` when this response was stored for an earlier request with the same Idempotency-Key.",
    "schema": {"type": "string"},
}


class DescribedSchemasConverter(OpenAPIConverter):
    """apispec's converter, which takes the descriptions of schemas from their docstrings."""

    def schema2jsonschema(self, schema: Schema | type[Schema]) -> dict[str, Any]:
        # apispec's own option, Meta.description, drops additionalProperties.
        json_schema: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        docstring = type(resolve_schema_instance(schema)).__doc__ or ""
        return {**json_schema, "description": docstring.partition("\n\n")[0]}


class DescribedSchemasPlugin(MarshmallowPlugin):
    """apispec's plugin for marshmallow with the converter above."""

    Converter = DescribedSchemasConverter


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api with problem documents as errors. The error handlers are in api/errors.py."""

    ERROR_SCHEMA = Problem

    def _init_spec(self, **options: Any) -> None:
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
            self.spec.components.response(name, {"description": description, "content": content}, lazy=True)

    def _register_etag_headers(self) -> None:
        """Register none: ETag headers are described with each operation."""

    def _register_pagination_header(self) -> None:
        """Register none: pages are in response bodies, and linters reject unused components."""


def _describe_error(status: HTTPStatus) -> str:
    """Return the phrase of an error status with the problem codes that it may have."""
    codes = [f"`{code}`" for code, problem in PROBLEMS.items() if problem.status == status]
    return f"{status.phrase}. Problem codes: {', '.join(codes)}." if codes else f"{status.phrase}."


def describe_alternatives(converter: Any, field: fields.Field[Any], **_: object) -> dict[str, object]:
    """Return `anyOf` for a field that holds one of several schemas. An attribute function of apispec."""
    if not isinstance(field, ResourceUnion):
        return {}
    alternatives = [converter.resolve_nested_schema(schema) for schema in field.schemas]
    return {"anyOf": [*alternatives, {"type": "null"}] if field.allow_none else alternatives}


def describe_operation(blueprint: flask_smorest.Blueprint, operation: Operation, endpoint: Endpoint) -> Endpoint:
    """Return the endpoint with its responses, headers, example and security attached for flask-smorest."""
    if _supports_if_none_match(operation):
        endpoint = blueprint.alt_response(304, description="Your copy is up to date.")(endpoint)
    for status in operation.error_statuses:
        endpoint = blueprint.alt_response(status, response=HTTPStatus(status).name)(endpoint)
    endpoint = blueprint.response(
        operation.status,
        operation.response_schema,
        content_type=MEDIA_TYPE,
        description=HTTPStatus(operation.status).phrase,
        example={**build_example(operation.response_schema), **operation.example},
        headers=_describe_response_headers(operation),
    )(endpoint)
    security = [{"oauth": [operation.scope] if operation.scope else []}]
    described: Endpoint = blueprint.doc(operationId=endpoint.__name__, security=security)(endpoint)
    described._apidoc["operation"] = operation  # type: ignore[attr-defined]
    return described


def add_header_parameters(doc: dict[str, Any], doc_info: Mapping[str, Any], **_: object) -> dict[str, Any]:
    """Add the request headers of an operation to its parameters. A callback of flask-smorest."""
    operation: Operation = doc_info["operation"]
    headers = [
        *([IDEMPOTENCY_KEY_HEADER] if operation.idempotency_resource else []),
        *([IF_MATCH_HEADER] if operation.requires_if_match else []),
        *([IF_NONE_MATCH_HEADER] if _supports_if_none_match(operation) else []),
    ]
    if headers:
        # flask-smorest changes parameters in place, so each operation gets copies.
        doc.setdefault("parameters", []).extend(dict(header) for header in headers)
    return doc


def _supports_if_none_match(operation: Operation) -> bool:
    return operation.method == "GET" and operation.has_etag


def _describe_response_headers(operation: Operation) -> dict[str, OpenApiObject] | None:
    headers = {
        "ETag": ETAG_HEADER if operation.has_etag else None,
        "Location": LOCATION_HEADER if operation.has_location else None,
        "Link": LINK_HEADER if operation.paginated else None,
        "Idempotency-Replayed": REPLAYED_HEADER if operation.idempotency_resource else None,
    }
    return {name: header for name, header in headers.items() if header} or None
