"""Reading bodies and queries without forgiving anything: what is unclear to us would be unclear to the next reader."""

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

from api.validation_errors import faults_of
from services.core.errors import DomainError, FieldError, Invalid

BODY_TYPES = ("application/json", "application/merge-patch+json")
DIGITS = 19
DEEPEST = 64


class Malformed(DomainError):
    """The body is not the JSON that this service reads."""

    code = "malformed_json"


class StrictParser(FlaskParser):
    """webargs, without its silences: it drops unknown parameters and takes the first of repeated ones."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": marshmallow.RAISE, "query": marshmallow.RAISE}

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        require_json(req)
        return parse(req.get_data(cache=True))

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:
        require_utf8(req.query_string)
        repeated = [name for name in req.args if len(req.args.getlist(name)) > 1]
        if repeated:
            raise Invalid(
                field_errors=tuple(FieldError(f"?{name}", "repeated", "Repeated parameter.") for name in repeated)
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
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        prefix = "?" if "query" in messages else ""
        found = [fault for located in messages.values() for fault in faults_of(located)]
        field_errors = (FieldError(prefix + fault.pointer, fault.code, fault.detail) for fault in found)
        raise Invalid(field_errors=tuple(field_errors)) from None


def read_body(req: Request) -> bytes:
    """The whole body. The framework cuts one that comes in chunks off at the limit, without a word."""
    body = req.get_data(cache=True)
    if req.content_length is None and len(body) >= (req.max_content_length or math.inf):
        raise RequestEntityTooLarge()
    return body


def require_json(req: Request) -> None:
    """415 for anything but plain JSON: neither another type nor a compressed body is guessed at."""
    charset = req.mimetype_params.get("charset", "utf-8").lower()
    if req.mimetype not in BODY_TYPES or charset != "utf-8" or "Content-Encoding" in req.headers:
        raise UnsupportedMediaType()


def parse(raw: bytes) -> Any:
    """The JSON in `raw`, or Malformed for whatever two readers could understand differently."""
    try:
        found = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_each_name_once,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_short,
        )
        # Refuses lone surrogates, which no database and no other reader takes.
        orjson.dumps(found)
    except (ValueError, TypeError, RecursionError):
        raise Malformed() from None
    if _depth(found) > DEEPEST:
        raise Malformed()
    return found


def require_utf8(query: bytes) -> None:
    """The framework would replace what is not UTF-8 and hand on a value that nobody sent."""
    try:
        unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("The query is not UTF-8.", code="malformed_request") from None


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _short(text: str) -> int:
    if len(text) > DIGITS:
        raise ValueError
    return int(text)


def _depth(found: Any) -> int:
    deepest, level = 0, [found]
    while level:
        deepest += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return deepest
