"""Whether an answer is what the contract says: status, media type, fields, and nothing that is not documented."""

from __future__ import annotations

import gzip
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from orjson import loads
from werkzeug.test import TestResponse

from openapi.__main__ import generate_contract

PLACE = re.compile(r"\{(\w+)\}")


def check(method: str, path: str, answer: TestResponse) -> None:
    """AssertionError when a documented operation answers otherwise."""
    operation = _operation(method, path.partition("?")[0])
    if operation is None or answer.status_code == 304:
        return
    documented = operation["responses"].get(str(answer.status_code)) or operation["responses"]["default"]
    if "$ref" in documented:
        documented = _closed()["components"]["responses"][documented["$ref"].rpartition("/")[2]]
    assert answer.content_type in documented["content"], (method, path, answer.status_code, answer.content_type)
    schema = documented["content"][answer.content_type]["schema"]
    found = Draft202012Validator({**schema, "components": _closed()["components"]}, format_checker=FormatChecker())
    field_errors = [f"{fault.json_path}: {fault.message}" for fault in found.iter_errors(loads(_body(answer)))]
    assert not field_errors, (method, path, answer.status_code, field_errors)


def _body(answer: TestResponse) -> bytes:
    body = answer.get_data()
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def _operation(method: str, path: str) -> Any:
    for template, operations in _closed()["paths"].items():
        if method.lower() in operations and re.fullmatch(PLACE.sub("[^/]+", template), path):
            return operations[method.lower()]
    return None


@cache
def _closed() -> dict[str, Any]:
    """The contract, with every answer closed: here an undocumented field is a mistake."""
    contract: dict[str, Any] = loads(generate_contract())
    open_ended = {"Problem", "Notice"}
    for name, schema in contract["components"]["schemas"].items():
        if name not in open_ended and schema.get("type") == "object":
            schema["additionalProperties"] = False
    return contract
