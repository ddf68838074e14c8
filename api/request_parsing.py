"""Strict reading of request bodies and query strings: what Flask and webargs would ignore or guess is an error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

import marshmallow
from flask import Request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from api.json_parsing import parse_json
from api.validation_errors import flatten_messages
from services.core.errors import DomainError, FieldError, Invalid

BODY_MEDIA_TYPES = ("application/json", "application/merge-patch+json")


class StrictParser(FlaskParser):
    """A webargs parser that rejects unknown and repeated query parameters, where webargs ignores them."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": marshmallow.RAISE, "query": marshmallow.RAISE}

    def load_json(self, req: Request, schema: marshmallow.Schema) -> object:
        """Return the parsed body."""
        require_json(req)
        return parse_json(req.get_data(cache=True))

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the query parameters by name. Raises Invalid for repeated ones."""
        require_utf8(req.query_string)
        repeated = [name for name in req.args if len(req.args.getlist(name)) > 1]
        if repeated:
            raise Invalid(
                field_errors=tuple(
                    FieldError(f"?{name}", "repeated", "Repeated parameter: send each parameter once.")
                    for name in repeated
                )
            )
        return req.args.to_dict()

    def handle_error(
        self,
        error: marshmallow.ValidationError,
        req: Request,
        schema: marshmallow.Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Raise Invalid with the messages of a marshmallow ValidationError."""
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        prefix = "?" if "query" in messages else ""
        field_errors = [error for located in messages.values() for error in flatten_messages(located)]
        raise Invalid(
            field_errors=tuple(FieldError(prefix + error.pointer, error.code, error.detail) for error in field_errors)
        ) from None


def read_body(req: Request) -> bytes:
    """Return the whole body. Raises RequestEntityTooLarge for a chunked body that Flask silently truncated."""
    body = req.get_data(cache=True)
    if req.content_length is None and len(body) >= (req.max_content_length or math.inf):
        raise RequestEntityTooLarge()
    return body


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
