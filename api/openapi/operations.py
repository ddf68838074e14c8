"""The OpenAPI description of each operation, as far as flask-smorest cannot derive it from the code."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import flask_smorest  # type: ignore[import-untyped]
from flask import Response

from api.openapi.examples import build_example
from api.openapi.headers import describe_response_headers
from api.operation import Operation
from api.operation_codes import list_error_statuses, list_fault_codes, list_problem_codes
from api.responses import MEDIA_TYPE

Endpoint = Callable[..., Response]


def describe_operation(blueprint: flask_smorest.Blueprint, operation: Operation, endpoint: Endpoint) -> Endpoint:
    """Return the endpoint with its responses, headers, example and security attached for flask-smorest."""
    if operation.supports_if_none_match:
        endpoint = blueprint.alt_response(304, description="Your copy is up to date.")(endpoint)
    for status in list_error_statuses(operation):
        endpoint = blueprint.alt_response(status, response=HTTPStatus(status).name)(endpoint)
    endpoint = blueprint.response(
        operation.status,
        operation.response_schema,
        content_type=MEDIA_TYPE,
        description=HTTPStatus(operation.status).phrase,
        example={**build_example(operation.response_schema), **operation.example},
        headers=describe_response_headers(operation),
    )(endpoint)
    security = [{"oauth": [operation.scope] if operation.scope else []}]
    codes = {"x-problem-codes": list_problem_codes(operation), "x-fault-codes": list_fault_codes(operation)}
    described: Endpoint = blueprint.doc(operationId=endpoint.__name__, security=security, **codes)(endpoint)
    described._apidoc["operation"] = operation  # type: ignore[attr-defined]
    return described
