"""Strict reading of request bodies and query strings: what Flask and marshmallow would ignore or guess is an error."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote_to_bytes

import marshmallow
from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from api.content_limits import require_bounded_content
from api.json_parsing import parse_json
from api.operation import Operation
from api.schemas.base import ValidatedInput
from api.validation_errors import flatten_messages
from services.core.errors import DomainError, FieldError, Invalid

BODY_MEDIA_TYPES = ("application/json", "application/merge-patch+json")


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """The validated content of a request. `body` is None for an operation without a body."""

    body: ValidatedInput | None
    query: ValidatedInput


def read_body(req: Request) -> bytes:
    """Return the whole body. Raises RequestEntityTooLarge for a chunked body that Flask silently truncated."""
    body = req.get_data(cache=True)
    if req.content_length is None and len(body) >= (req.max_content_length or math.inf):
        raise RequestEntityTooLarge()
    return body


def parse_request(operation: Operation, req: Request) -> ParsedRequest:
    """Return the validated and prepared content of the request. Call it only for an authorized caller.

    Raises UnsupportedMediaType, MalformedJson, TooMuchContent, and Invalid with every error in the fields.
    """
    body = parse_body(operation.body, req) if operation.body else None
    query = parse_query(operation.query_schema, req)
    if body is not None and operation.prepare_body:
        body = operation.prepare_body(body)
    return ParsedRequest(body, query)


def parse_body(schema: type[marshmallow.Schema], req: Request) -> ValidatedInput:
    """Return the fields of the body. Its amount of content is bounded before any field is examined."""
    require_json(req)
    value = parse_json(req.get_data(cache=True))
    require_bounded_content(value)
    return _load(schema, value)


def parse_query(schema: type[marshmallow.Schema], req: Request) -> ValidatedInput:
    """Return the query parameters by name. Raises Invalid for repeated and unknown ones."""
    require_utf8(req.query_string)
    repeated = [name for name in req.args if len(req.args.getlist(name)) > 1]
    if repeated:
        detail = "Repeated parameter: send each parameter once."
        raise Invalid(field_errors=tuple(FieldError(f"?{name}", "repeated", detail) for name in repeated))
    return _load(schema, req.args.to_dict(), prefix="?")


def require_json(req: Request) -> None:
    """Raise UnsupportedMediaType unless the body is declared as uncompressed JSON in UTF-8."""
    charset = req.mimetype_params.get("charset", "utf-8").lower()
    if req.mimetype not in BODY_MEDIA_TYPES or charset != "utf-8" or "Content-Encoding" in req.headers:
        raise UnsupportedMediaType()


def require_utf8(query: bytes) -> None:
    """Raise DomainError unless the query string is UTF-8: Flask would replace other bytes without an error."""
    try:
        unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        raise DomainError("The query is not valid UTF-8.", code="malformed_request") from None


def _load(schema: type[marshmallow.Schema], value: object, prefix: str = "") -> ValidatedInput:
    """Return the value as the schema loads it. Raise Invalid with the pointers of all errors after the prefix."""
    try:
        loaded: ValidatedInput = _get_instance(schema).load(value)  # type: ignore[arg-type]
    except marshmallow.ValidationError as error:
        errors = flatten_messages(error.normalized_messages())  # type: ignore[no-untyped-call]
        raise Invalid(
            field_errors=tuple(FieldError(prefix + error.pointer, error.code, error.detail) for error in errors)
        ) from None
    return loaded


@cache
def _get_instance(schema: type[marshmallow.Schema]) -> marshmallow.Schema:
    """Return the instance of the schema that all requests share: creating one is slow."""
    return schema()
