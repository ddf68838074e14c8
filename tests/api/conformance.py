"""Checks of responses against the contract: status, media type, and all fields documented."""

from __future__ import annotations

import gzip
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from orjson import loads
from werkzeug.test import TestResponse

from openapi.__main__ import generate_contract

PATH_PARAMETER = re.compile(r"\{(\w+)\}")
# Schemas whose objects may have members that the contract does not list.
OPEN_SCHEMAS = {"Notice"}


def check(method: str, path: str, response: TestResponse) -> None:
    """Raise AssertionError when a documented operation returns an undocumented response."""
    operation = _find_operation(method, path.partition("?")[0])
    if operation is None or response.status_code == 304:
        return
    documented = operation["responses"].get(str(response.status_code)) or operation["responses"]["default"]
    if "$ref" in documented:
        documented = _load_closed_contract()["components"]["responses"][documented["$ref"].rpartition("/")[2]]
    assert response.content_type in documented["content"], (method, path, response.status_code, response.content_type)
    schema = documented["content"][response.content_type]["schema"]
    body = loads(_read_body(response))
    errors = list_schema_errors(schema, body, _load_closed_contract())
    assert not errors, (method, path, response.status_code, errors)
    if response.status_code >= 400:
        assert body["code"] in operation["x-problem-codes"], (method, path, body["code"])
        faults = {fault["code"] for fault in body.get("errors", ())}
        assert faults <= set(operation["x-fault-codes"]), (method, path, faults)


def list_schema_errors(schema: dict[str, Any], value: object, contract: dict[str, Any]) -> list[str]:
    """Return the errors of a value in a schema of the contract, each with its place."""
    complete_schema = {**schema, "components": contract["components"]}
    validator = Draft202012Validator(complete_schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def _read_body(response: TestResponse) -> bytes:
    body = response.get_data()
    return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body


def _find_operation(method: str, path: str) -> dict[str, Any] | None:
    for template, operations in _load_closed_contract()["paths"].items():
        if method.lower() in operations and re.fullmatch(PATH_PARAMETER.sub("[^/]+", template), path):
            operation: dict[str, Any] = operations[method.lower()]
            return operation
    return None


@cache
def _load_closed_contract() -> dict[str, Any]:
    """Return the contract with `additionalProperties: false`, so that undocumented fields are errors."""
    contract: dict[str, Any] = loads(generate_contract())
    for name, schema in contract["components"]["schemas"].items():
        if name not in OPEN_SCHEMAS and schema.get("type") == "object":
            schema["additionalProperties"] = False
    return contract
