"""Every refusal is one that the contract names: its status with the operation, its code in the list of codes."""

from __future__ import annotations

import json
from typing import Any

import schemathesis

from tests.fuzz.checks.again import Case

PROBLEM = "application/problem+json"
# The header without which a refusal leaves its caller at a loss.
# Of the web server itself, which did not come so far as to know the operation.
UNREAD = (414, 431)
HINTS = {401: "www-authenticate", 405: "allow", 429: "retry-after", 503: "retry-after"}


@schemathesis.check
def refuses_in_the_contracts_words(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """Problem documents only, of documented codes, and at documented statuses."""
    status = response.status_code
    if status < 400:
        return
    about = f"{case.method} {case.path}"
    assert response.headers["content-type"] == [PROBLEM], f"{about} refuses with {response.headers['content-type']}"
    problem = json.loads(response.content)
    known = _codes(case.operation.schema.raw_schema)
    assert problem["code"] in known, f"{about} refuses with the undocumented code {problem['code']}"
    assert problem["status"] == status, f"{about} says {problem['status']} and sends {status}"
    assert status not in HINTS or HINTS[status] in response.headers, f"{about} lacks {HINTS.get(status)} at {status}"
    if status not in UNREAD and response.request.method == case.operation.method.upper():
        assert str(status) in case.operation.definition.raw["responses"], f"{about} answers {status}, undocumented"


def _codes(contract: Any) -> Any:
    return contract["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"]
