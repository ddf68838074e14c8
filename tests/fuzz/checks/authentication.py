"""No operation works without a valid token of the right scope, whatever else the request holds."""

from __future__ import annotations

from functools import cache

import requests
import schemathesis

from tests.fuzz.checks.documented_errors import SERVER_STATUSES
from tests.fuzz.checks.repeated_requests import Case, repeat_request
from tests.fuzz.run_input import load_run_input


@schemathesis.check
def a_valid_token_is_required(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """Repeat a request without a token, with invalid ones, and with one of another scope; each must be rejected.

    Done once for each operation with a successful request, and once with a failed one.
    """
    reached_operation = (
        response.request.method == case.operation.method.upper() and response.status_code not in SERVER_STATUSES
    )
    if not reached_operation or not _is_first(case.operation.label, response.status_code < 300):
        return
    run_input = load_run_input()
    for token in (None, f"{run_input.token[:-4]}AAAA", "token"):
        _assert_rejected(repeat_request(response.request, token=token), 401, case)
    if required_scope := _get_required_scope(case):
        other = next(token for scope, token in run_input.tokens_by_scope.items() if scope != required_scope)
        _assert_rejected(repeat_request(response.request, token=other), 403, case)


def _assert_rejected(response: requests.Response, status: int, case: Case) -> None:
    request = f"{case.method} {case.path}"
    assert response.status_code == status, (
        f"{request} returns {response.status_code} and not {status} for a token that it must reject"
    )
    assert "WWW-Authenticate" in response.headers, f"{request} does not say how to authenticate"


def _get_required_scope(case: Case) -> str | None:
    """Return the scope that the contract requires for the operation."""
    ((scopes,),) = (requirement.values() for requirement in case.operation.definition.raw["security"])
    return str(scopes[0]) if scopes else None


def _is_first(label: str, succeeded: bool) -> bool:
    """Return whether this is the first request to the operation with this success."""
    is_first = (label, succeeded) not in _checked()
    _checked().add((label, succeeded))
    return is_first


@cache
def _checked() -> set[tuple[str, bool]]:
    return set()
