"""Every error is documented in the contract: its status with the operation, its code in the list of codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import schemathesis

from tests.fuzz.checks.repeated_requests import Case

PROBLEM = "application/problem+json"
# Statuses of the web server itself, which rejects these requests before it knows the operation.
SERVER_STATUSES = (414, 431)
# The header that tells the client what to do next.
REQUIRED_HEADERS = {401: "www-authenticate", 405: "allow", 429: "retry-after", 503: "retry-after"}


@schemathesis.check
def errors_are_documented(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """Check that errors are problem documents with documented codes, statuses and headers."""
    status = response.status_code
    if status < 400:
        return
    request = f"{case.method} {case.path}"
    content_type = response.headers["content-type"]
    assert content_type == [PROBLEM], f"{request} returns an error as {content_type}"
    problem = json.loads(response.content)
    codes = _list_codes(case.operation.schema.raw_schema)
    assert problem["code"] in codes, f"{request} returns the undocumented code {problem['code']}"
    assert problem["status"] == status, f"{request} returns {status} with the status {problem['status']} in its body"
    header = REQUIRED_HEADERS.get(status)
    assert header is None or header in response.headers, f"{request} returns {status} without {header}"
    if status not in SERVER_STATUSES and response.request.method == case.operation.method.upper():
        documented = case.operation.definition.raw["responses"]
        assert str(status) in documented, f"{request} returns the undocumented status {status}"


def _list_codes(contract: Mapping[str, Any]) -> list[str]:
    codes: list[str] = contract["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"]
    return codes
