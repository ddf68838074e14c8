"""The OpenAPI 3.1 side of every operation: what flask-smorest cannot read out of the code by itself."""

from __future__ import annotations

import http
from collections.abc import Callable
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from marshmallow import fields

from api.errors import MEDIA_TYPE as PROBLEM_TYPE
from api.openapi.examples import example_of
from api.operation import Operation
from api.responses import MEDIA_TYPE
from api.schemas.base import Problem
from api.schemas.composite_fields import ResourceUnion

View = Callable[..., Any]

Header = dict[str, Any]

KEY_HEADER: Header = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "A fresh random text for each request; the same one again when you repeat the request.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "4f1f7d86-8a0a-4a0e-9d9b-0c8f6a2d2f11",
}
VERSION_HEADER: Header = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that you last read.",
    "schema": {"type": "string", "pattern": '^"[0-9]+(-gzip)?"$'},
    "example": '"3"',
}
KNOWN_HEADER: Header = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag that you have: 304 when it is still the same.",
    "schema": {"type": "string"},
    "example": '"3"',
}
ETAG = {"description": "The version of what this shows.", "schema": {"type": "string"}, "example": '"3"'}
LOCATION = {"description": "The path of what was made.", "schema": {"type": "string"}}
LINK = {"description": 'The next page, as `<path>; rel="next"`.', "schema": {"type": "string"}}
REPLAYED = {"description": "`true` on an answer that was given before.", "schema": {"type": "string"}}


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's, with our problems as its errors; answering them is errors.py's."""

    ERROR_SCHEMA = Problem

    def _init_spec(self, **options: Any) -> None:
        super()._init_spec(**options)
        self.ma_plugin.converter.add_attribute_function(one_of_these)

    def _register_error_handlers(self) -> None:
        """None: its handler drops headers and does not speak problem+json."""

    def _register_responses(self) -> None:
        content = {PROBLEM_TYPE: {"schema": self.ERROR_SCHEMA}}
        for status in http.HTTPStatus:
            if status >= 400:
                self.spec.components.response(
                    status.name, {"description": status.phrase, "content": content}, lazy=True
                )
        default = {"description": "Any other problem", "content": content}
        self.spec.components.response(self.DEFAULT_ERROR_RESPONSE_NAME, default, lazy=True)

    def _register_etag_headers(self) -> None:
        """None: ours are declared with the operation."""

    def _register_pagination_header(self) -> None:
        """None: pages are bodies here, and an unused component fails linters."""


def one_of_these(converter: Any, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    """An attribute function of apispec: a field that holds one of several schemas."""
    if not isinstance(field, ResourceUnion):
        return {}
    choices = [converter.resolve_nested_schema(schema) for schema in field.schemas]
    return {"anyOf": [*choices, {"type": "null"}] if field.allow_none else choices}


def documented(blueprint: Any, operation: Operation, view: View) -> View:
    """Tell flask-smorest about the operation."""
    if _can_be_known(operation):
        view = blueprint.alt_response(304, description="You have this version already.")(view)
    for status in operation.error_statuses:
        view = blueprint.alt_response(status, response=http.HTTPStatus(status).name)(view)
    view = blueprint.response(
        operation.status,
        operation.response_schema,
        content_type=MEDIA_TYPE,
        description=http.HTTPStatus(operation.status).phrase,
        example=example_of(operation.response_schema),
        headers=_headers(operation),
    )(view)
    described = blueprint.doc(
        operationId=view.__name__, security=[{"oauth": [operation.scope] if operation.scope else []}]
    )
    documented_view: View = described(view)
    documented_view._apidoc["blueprint"] = operation  # type: ignore[attr-defined]
    return documented_view


def prepare_headers(doc: dict[str, Any], doc_info: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A callback of flask-smorest's documentation: the headers that an operation takes."""
    operation: Operation = doc_info["blueprint"]
    taken = [
        *([KEY_HEADER] if operation.idempotency_resource else []),
        *([VERSION_HEADER] if operation.requires_if_match else []),
        *([KNOWN_HEADER] if _can_be_known(operation) else []),
    ]
    if taken:
        doc.setdefault("parameters", []).extend(dict(header) for header in taken)
    return doc


def _can_be_known(operation: Operation) -> bool:
    return operation.method == "GET" and operation.has_etag


def _headers(operation: Operation) -> dict[str, Any] | None:
    given = {
        "ETag": ETAG if operation.has_etag else None,
        "Location": LOCATION if operation.has_location else None,
        "Link": LINK if operation.paginated else None,
        "Idempotency-Replayed": REPLAYED if operation.idempotency_resource else None,
    }
    return {name: header for name, header in given.items() if header} or None
