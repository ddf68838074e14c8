"""Nothing of other parties shows: neither in a response, nor in the difference between two responses."""

from __future__ import annotations

import json
import re
from functools import cache
from urllib.parse import urljoin
from uuid import uuid4

import requests
import schemathesis

from tests.fuzz.checks.repeated_requests import Case, get_text, repeat_request
from tests.fuzz.run_input import load_run_input

# These members of a problem differ between two requests with the same result.
MEMBERS_OF_REQUEST = ("instance", "request_id")


@schemathesis.check
def responses_leak_nothing(_context: schemathesis.CheckContext, response: schemathesis.Response, case: Case) -> None:
    """Check that no response holds an id, a reference or a word of a resource that the caller may not see."""
    text = _remove_echo(response.status_code, response.content)
    leak = _forbidden_words().search(f"{text} {response.headers}")
    assert not leak, f"{case.method} {case.path} leaks {leak and leak[0]!r} to a party that may not see it"


@schemathesis.check
def hidden_resources_look_nonexistent(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """Check that requests for hidden resources have the same response as requests for ids that do not exist."""
    text = get_text(response.request)
    hidden_ids = [hidden_id for hidden_id in load_run_input().hidden_ids if hidden_id in text]
    if not hidden_ids:
        return
    replacements = {hidden_id: str(uuid4()) for hidden_id in hidden_ids}
    other = repeat_request(response.request, token=load_run_input().token, replacements=replacements)
    hidden = _comparable(case, response.status_code, response.content)
    nonexistent = _comparable(case, other.status_code, other.content)
    assert hidden == nonexistent, (
        f"{case.method} {case.path} returns {response.status_code} for a hidden resource, "
        f"{other.status_code} or another body for one that does not exist"
    )


@schemathesis.check
def new_resources_are_hidden_from_the_peer(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """Check that the peer cannot read what the caller has just created."""
    location = response.headers.get("location")
    if response.status_code != 201 or not location:
        return
    request = requests.Request("GET", urljoin(str(response.request.url), location[0])).prepare()
    status = repeat_request(request, token=load_run_input().peer_token).status_code
    assert status == 404, f"{case.method} {case.path} created a resource that its peer reads with {status}"


def _comparable(case: Case, status: int, content: bytes) -> tuple[int, str | None]:
    """Return the status and the body; no body for a write that succeeded, because it has new ids and times."""
    if status < 300 and case.method != "GET":
        return status, None
    return status, _remove_echo(status, content)


def _remove_echo(status: int, content: bytes) -> str:
    """Return the body as text; of a problem without the members that repeat the request."""
    if status < 400:
        return content.decode(errors="replace")
    try:
        problem = json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
    return json.dumps({name: value for name, value in problem.items() if name not in MEMBERS_OF_REQUEST})


@cache
def _forbidden_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_run_input().forbidden_words)))
