"""The module that schemathesis loads: the checks, and hooks that let more requests succeed."""

from __future__ import annotations

import re
from uuid import uuid4

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import ObjectLevelAuthorizationViolation

from services.sandbox.story.api_client import JsonObject
from tests.fuzz.checks import authentication, documented_errors, isolation
from tests.fuzz.checks.repeated_requests import IDEMPOTENCY_KEY, VALID_KEY, Case, repeat_request
from tests.fuzz.consistent_bodies import RequestContext, make_consistent, replace_unknown_ids
from tests.fuzz.run_input import load_run_input

__all__ = ["authentication", "documented_errors", "isolation"]

# These phases take few ids from the dictionaries or none.
SYSTEMATIC_PHASES = (TestPhase.EXAMPLES, TestPhase.COVERAGE)
RESOURCE_PATH = re.compile(r"/v1/\w+/[0-9a-f-]{36}")


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: Case, _kwargs: dict[str, object]) -> None:
    """Replace a valid idempotency key by a new one; give a valid request the current version and a consistent body."""
    if VALID_KEY.fullmatch(str(case.headers.get(IDEMPOTENCY_KEY, ""))):
        case.headers[IDEMPOTENCY_KEY] = uuid4().hex
    if not case.meta or not case.meta.generation.mode.is_positive:
        return
    if case.meta.phase.name in SYSTEMATIC_PHASES:
        case.path_parameters = dict(replace_unknown_ids(case.path_parameters, case.body, load_run_input()))
    allowed_actions = []
    if "If-Match" in case.headers and (state := _read_state(case)):
        case.headers["If-Match"] = f'"{state["version"]}"'
        allowed_actions = [entry["action"] for entry in state["allowed"] if entry["through"] == "transitions"]
    if isinstance(case.body, dict):
        context = RequestContext(case.path_parameters, allowed_actions, load_run_input())
        case.body = make_consistent(case.operation.definition.raw["operationId"], case.body, context)


@schemathesis.hook
def filter_failure(_context: schemathesis.HookContext, failure: Failure, case: Case, _response: object) -> bool:
    """Drop violations of object level authorization for resources that both parties may see by themselves."""
    is_shared = not set(load_run_input().shared_ids).isdisjoint(map(str, case.path_parameters.values()))
    return not (is_shared and isinstance(failure, ObjectLevelAuthorizationViolation))


def _read_state(case: Case) -> JsonObject | None:
    """Return the version and the allowed actions of the resource; None when the caller cannot see it."""
    resource_path = RESOURCE_PATH.match(str(case.formatted_path))
    if resource_path is None:
        return None
    url = f"{case.operation.schema.get_base_url()}{resource_path[0]}/transitions"
    response = repeat_request(requests.Request("GET", url).prepare(), token=load_run_input().token)
    state: JsonObject | None = response.json() if response.ok else None
    return state
