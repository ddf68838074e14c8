"""Nothing of anybody else's: neither in an answer, nor in how an answer differs."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from uuid import uuid4

import requests
import schemathesis

from tests.fuzz.checks.again import Case, again, text_of
from tests.fuzz.known_ids import given

# What tells one refusal from another although they are the same: the address as it was asked, and the request's own id.
OWN = ("instance", "request_id")


@schemathesis.check
def tells_nothing_foreign(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """No answer holds an id, a reference or a word of what the caller may not see."""
    told = _without_echo(response.status_code, response.content)
    found = _unheard().search(f"{told} {response.headers}")
    assert not found, f"{case.method} {case.path} told {found and found[0]!r} to somebody whom it does not concern"


@schemathesis.check
def hides_what_is_foreign(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """What the caller may not see answers exactly like what does not exist."""
    asked = text_of(response.request)
    named = [one for one in given().foreign_ids if one in asked]
    if not named:
        return
    twin = again(response.request, token=given().token, instead={one: str(uuid4()) for one in named})
    here, there = (response.status_code, response.content), (twin.status_code, twin.content)
    assert _seen(case, *here) == _seen(case, *there), (
        f"{case.method} {case.path} answers {response.status_code} for what is foreign, "
        f"{twin.status_code} for what is not there, or in other words"
    )


@schemathesis.check
def keeps_what_was_made(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """What the caller has just made is not there for its peer."""
    location = response.headers.get("location")
    if response.status_code != 201 or not location:
        return
    base = str(response.request.url).split("/v1/")[0]
    found = again(requests.Request("GET", base + location[0]).prepare(), token=given().peer_token)
    assert found.status_code == 404, f"{case.method} {case.path} made what its peer reads with {found.status_code}"


def _seen(case: Case, status: int, content: bytes) -> Any:
    if status < 300 and case.method != "GET":
        # What was made is told with ids and times of its own.
        return status
    return status, _without_echo(status, content)


def _without_echo(status: int, content: bytes) -> str:
    if status < 400:
        return content.decode(errors="replace")
    try:
        problem = json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
    return json.dumps({name: value for name, value in problem.items() if name not in OWN})


@cache
def _unheard() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, given().unheard)))
