"""Nothing without a good token of the right scope, whatever else is right or wrong with the request."""

from __future__ import annotations

from functools import cache

import requests
import schemathesis

from tests.fuzz.checks.again import Case, again
from tests.fuzz.checks.documented import UNREAD
from tests.fuzz.known_ids import given


@schemathesis.check
def needs_the_token(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """Asked once where an operation works and once where not: no token, a garbled one, and one of another scope."""
    meant = response.request.method == case.operation.method.upper() and response.status_code not in UNREAD
    if not meant or not _first(case.operation.label, response.status_code < 300):
        return
    scope = _scope_of(case)
    for token in (None, f"{given().token[:-4]}AAAA", "token"):
        _require(again(response.request, token=token), 401, case)
    if scope:
        other = next(token for held, token in given().tokens_by_scope.items() if held != scope)
        _require(again(response.request, token=other), 403, case)


def _require(answer: requests.Response, status: int, case: Case) -> None:
    assert answer.status_code == status, (
        f"{case.method} {case.path} answers {answer.status_code} and not {status} to a token that should be refused"
    )
    assert "WWW-Authenticate" in answer.headers, f"{case.method} {case.path} does not say how to authenticate"


def _scope_of(case: Case) -> str | None:
    """The scope that the contract names."""
    ((scopes,),) = (alternative.values() for alternative in case.operation.definition.raw["security"])
    return str(scopes[0]) if scopes else None


def _first(label: str, worked: bool) -> bool:
    first = (label, worked) not in _asked()
    _asked().add((label, worked))
    return first


@cache
def _asked() -> set[tuple[str, bool]]:
    return set()
