"""Strict parsing of bodies and queries: rejects all input that another parser could read differently."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

import marshmallow
import orjson
from flask import Request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from api.validation_errors import flatten_messages
from services.core.errors import DomainError, FieldError, Invalid

BODY_MEDIA_TYPES = ("application/json", "application/merge-patch+json")
MAX_INTEGER_CHARACTERS = 19
MAX_DEPTH = 64


class MalformedJson(DomainError):
    """The body is not JSON that this service accepts."""

    code = "malformed_json"


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


def parse_json(raw: bytes) -> object:
    """Return the value of a JSON text.

    Raises MalformedJson for invalid JSON, and for what parsers read differently: repeated names, NaN and Infinity,
    numbers beyond 64 bits, lone surrogates and more than MAX_DEPTH levels.
    """
    try:
        value: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_build_object,
            parse_constant=_reject_constant,
            parse_float=_parse_float,
            parse_int=_parse_integer,
        )
        # orjson rejects lone surrogates, which PostgreSQL does not store.
        orjson.dumps(value)
    except (ValueError, TypeError, RecursionError):
        raise MalformedJson() from None
    if _measure_depth(value) > MAX_DEPTH:
        raise MalformedJson()
    return value


def require_utf8(query: bytes) -> None:
    """Raise DomainError unless the query string is UTF-8: Flask would replace other bytes without an error."""
    try:
        unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        raise DomainError("The query is not valid UTF-8.", code="malformed_request") from None


def _build_object(members: list[tuple[str, object]]) -> dict[str, object]:
    """Return the members of a JSON object. Raises ValueError for a repeated name."""
    result = dict(members)
    if len(result) != len(members):
        raise ValueError
    return result


def _reject_constant(_constant: str) -> NoReturn:
    """Raise ValueError for NaN, Infinity and -Infinity."""
    raise ValueError


def _parse_float(text: str) -> float:
    """Return the number. Raises ValueError when it is too large for a float."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _parse_integer(text: str) -> int:
    """Return the number. Raises ValueError when it has too many digits for 64 bits."""
    if len(text) > MAX_INTEGER_CHARACTERS:
        raise ValueError
    return int(text)


def _measure_depth(value: object) -> int:
    """Return how many levels of arrays and objects the value has, itself included."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            item
            for container in level
            if isinstance(container, dict | list)
            for item in (container.values() if isinstance(container, dict) else container)
        ]
    return depth
