"""Random values in every place of a request: accepted or rejected, never a server error."""

from __future__ import annotations

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.operation import Operation
from api.schemas.incidents import NewIncident
from tests.api.operations import OPERATIONS, fill_path, parametrize_operations
from tests.api.world import World, incident_body

WRITES = [operation for operation in OPERATIONS if operation.body]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
# The world is shared by all examples: they need no fresh one.
SHARED_WORLD = [HealthCheck.function_scoped_fixture]


@parametrize_operations(WRITES)
@settings(max_examples=40, deadline=None, suppress_health_check=SHARED_WORLD)
@given(data=st.data())
def test_no_body_causes_a_server_error(world: World, operation: Operation, data: st.DataObject) -> None:
    """Given any JSON, alone or as the value of any field, the response is a success or an error of the client."""
    assert operation.body
    names = list(operation.body._declared_fields)
    body = data.draw(JSON | st.dictionaries(st.sampled_from(names), JSON, max_size=len(names)))
    headers = {"Idempotency-Key": data.draw(st.uuids()).hex, "If-Match": '"1"'}
    for client in (world.school, world.helpline, world.client_with_scope(operation.scope)):
        response = client.send(operation.method, fill_path(operation), json=body, headers=headers)
        assert response.status_code < 500


@settings(max_examples=150, deadline=None, suppress_health_check=SHARED_WORLD)
@given(name=st.sampled_from(list(NewIncident._declared_fields)), value=JSON, text=st.text(max_size=40), key=st.uuids())
def test_no_field_value_of_a_report_causes_a_server_error(
    world: World, name: str, value: object, text: str, key: UUID
) -> None:
    """Given a valid report, any value in any field and any text as its link is accepted or rejected."""
    bodies = [incident_body(**{name: value}), incident_body(summary_neutral=text), incident_body(links=[{"url": text}])]
    for index, body in enumerate(bodies):
        response = world.school.post("/incidents", body, Idempotency_Key=f"{key.hex}-{index}")
        assert response.status_code in (201, 400, 422)


@settings(max_examples=150, deadline=None, suppress_health_check=SHARED_WORLD)
@given(
    path=st.text(alphabet=st.characters(codec="utf-8"), max_size=30),
    query=st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=3),
)
def test_no_path_or_query_causes_a_server_error(world: World, path: str, query: dict[str, str]) -> None:
    for prefix in ("", "/incidents/", "/vocabularies/", "/statistics"):
        response = world.government.send("GET", f"{prefix}{path}".split("?")[0] or "/", query_string=query)
        assert response.status_code < 500
