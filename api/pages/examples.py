"""Example problem documents for the pages that explain a code."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from api import errors
from api.problems import PROBLEMS
from api.schemas.example_values import EXAMPLE_ID, REQUEST_ID

INSTANCE = "/v1/incidents"
TRANSITIONS = f"{INSTANCE}/{EXAMPLE_ID}/transitions"
# Members that differ from those of other problems, or that only problems with this code have.
MEMBERS: Mapping[str, Mapping[str, object]] = {
    "illegal_transition": {"instance": TRANSITIONS, "state": "accepted", "allowed": ["close_no_action"]},
    "guard_not_met": {
        "instance": TRANSITIONS,
        "state": "in_triage",
        "allowed": ["close_no_action", "request_information"],
        "missing": ["/school_id"],
    },
    "invalid": {
        "errors": [{"pointer": "/links", "code": "required", "detail": "Missing data for required field."}],
    },
}


def render_example(code: str) -> str:
    """Return the problem document of `code` as indented JSON, as this server sends it."""
    members = {"instance": INSTANCE, "request_id": REQUEST_ID, **MEMBERS.get(code, {})}
    document = errors.problem_body(PROBLEMS[code].status, code, None, members)
    return orjson.dumps(orjson.loads(document), option=orjson.OPT_INDENT_2).decode()
