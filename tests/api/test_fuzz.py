"""Anything at all, in any place: refused or taken, never a fault."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.operation import PATH_PARAMETER, Operation
from api.schemas.incidents import NewIncident
from api.v1 import BLUEPRINTS
from tests.api.world import World, incident_body

WRITES = [each for blueprint in BLUEPRINTS for each in blueprint.operations.values() if each.body]
NOBODY = "00000000-0000-4000-8000-000000000000"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("operation", WRITES, ids=lambda one: f"{one.method} {one.path}")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_body_makes_it_fail(world: World, operation: Operation, data: st.DataObject) -> None:
    """Given any JSON at all, alone or in the place of any field, the answer is a refusal or a success."""
    assert operation.body
    names = list(operation.body._declared_fields)
    body = data.draw(JSON | st.dictionaries(st.sampled_from(names), JSON, max_size=len(names)))
    path = PATH_PARAMETER.sub(NOBODY, operation.path)
    headers = {"Idempotency-Key": data.draw(st.uuids()).hex, "If-Match": '"1"'}
    for party in (world.school, world.helpline, world.client_with_scope(operation.scope)):
        answer = party.send(operation.method, path, json=body, headers=headers)
        assert answer.status_code < 500


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(NewIncident._declared_fields)), value=JSON, text=st.text(max_size=40), key=st.uuids())
def test_no_value_in_a_sound_report_makes_it_fail(world: World, name: str, value: Any, text: str, key: UUID) -> None:
    """Given a report that would be taken, any value in any field, and any text in its link, is refused or taken."""
    bodies = [incident_body(**{name: value}), incident_body(summary_neutral=text), incident_body(links=[{"url": text}])]
    for place, body in enumerate(bodies):
        assert world.school.post("/incidents", body, Idempotency_Key=f"{key.hex}-{place}").status_code in (
            201,
            400,
            422,
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3),
)
def test_no_address_makes_it_fail(world: World, path: str, query: dict[str, str]) -> None:
    for start in ("", "/incidents/", "/vocabularies/", "/statistics"):
        answer = world.government.send("GET", f"{start}{path}".split("?")[0] or "/", query_string=query)
        assert answer.status_code < 500
