"""What the fuzzer loads: the checks, and what makes requests that could succeed succeed more often."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import ObjectLevelAuthorizationViolation

from tests.fuzz.checks import documented, foreign, tokens
from tests.fuzz.checks.again import KEY, KEY_FORM, Case, again
from tests.fuzz.consistent_bodies import About, made_of, own_ids
from tests.fuzz.known_ids import given

__all__ = ["documented", "foreign", "tokens"]

# Draws no ids from dictionaries, or few.
SYSTEMATIC = (TestPhase.EXAMPLES, TestPhase.COVERAGE)
THING = re.compile(r"/v1/\w+/[0-9a-f-]{36}")


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: Case, _kwargs: dict[str, Any]) -> None:
    """A well-formed key becomes a fresh one; a sound request names the present version and says what makes sense."""
    if KEY_FORM.fullmatch(str(case.headers.get(KEY, ""))):
        case.headers[KEY] = uuid4().hex
    if not case.meta or not case.meta.generation.mode.is_positive:
        return
    if case.meta.phase.name in SYSTEMATIC:
        case.path_parameters = dict(own_ids(case.path_parameters, case.body, given()))
    allowed = []
    if "If-Match" in case.headers and (present := _present(case)):
        case.headers["If-Match"] = f'"{present["version"]}"'
        allowed = [one["action"] for one in present["allowed"] if one["through"] == "transitions"]
    if isinstance(case.body, dict):
        about = About(case.path_parameters, allowed, given())
        case.body = made_of(case.operation.definition.raw["operationId"], case.body, about)


@schemathesis.hook
def filter_failure(_context: schemathesis.HookContext, failure: Failure, case: Case, _response: object) -> bool:
    """Of what both came upon by themselves, each holds what it told; the library takes that for the other's."""
    both = set(given().shared).intersection(map(str, case.path_parameters.values()))
    return not (both and isinstance(failure, ObjectLevelAuthorizationViolation))


def _present(case: Case) -> Any:
    """Where the thing stands and what may be done with it, or nothing where the caller cannot see it."""
    thing = THING.match(str(case.formatted_path))
    if thing is None:
        return None
    url = f"{case.operation.schema.get_base_url()}{thing[0]}/transitions"
    answer = again(requests.Request("GET", url).prepare(), token=given().token)
    return answer.json() if answer.ok else None
