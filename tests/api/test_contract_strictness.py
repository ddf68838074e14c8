"""The contract rejects what the service rejects by format, so that clients can rely on the contract."""

from __future__ import annotations

import pytest

from api.problems import PROBLEMS
from tests.api.conformance import list_schema_errors
from tests.api.steps import Json
from tests.api.test_contract import CONTRACT, OPERATIONS, SCHEMAS
from tests.api.world import World, incident_body

HARM_CATEGORY = "impersonation_school"


def is_allowed(schema: Json, value: object) -> bool:
    """Return whether the contract allows the value."""
    return not list_schema_errors(schema, value, CONTRACT)


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"summary_neutral": "An account imitates the school.\nIt mocks staff."}, True),
        ({"summary_neutral": "An account\x00"}, False),
        ({"summary_neutral": "An account\x85"}, False),
        ({"harm_categories": [HARM_CATEGORY]}, True),
        ({"harm_categories": [HARM_CATEGORY, HARM_CATEGORY]}, False),
    ],
)
def test_contract_and_service_accept_the_same_bodies(world: World, changes: Json, is_valid: bool) -> None:
    body = incident_body(**changes)
    assert is_allowed(SCHEMAS["NewIncident"], body) is is_valid
    assert (world.school.post("/incidents", body).status_code == 201) is is_valid


@pytest.mark.parametrize(
    ("path", "name", "value", "is_valid"),
    [
        ("/incidents", "state", "submitted,in_triage", True),
        ("/incidents", "state", "submitted,", False),
        ("/incidents", "state", "somewhere", False),
        ("/changes", "types", "incident.submitted", True),
        ("/changes", "types", "incident_submitted", False),
        ("/escalations", "platform_id", "01890000-0000-7000-8000-000000000000", True),
        ("/escalations", "platform_id", "01890000", False),
    ],
)
def test_contract_and_service_accept_the_same_filters(
    world: World, path: str, name: str, value: str, is_valid: bool
) -> None:
    parameters = CONTRACT["paths"][f"/v1{path}"]["get"]["parameters"]
    (schema,) = (parameter["schema"] for parameter in parameters if parameter["name"] == name)
    assert is_allowed(schema, value) is is_valid
    response = world.helpline.send("GET", path, query_string={name: value})
    assert (response.status_code == 200) is is_valid


def test_the_contract_lists_every_problem_code() -> None:
    assert set(SCHEMAS["Problem"]["properties"]["code"]["x-extensible-enum"]) == set(PROBLEMS)


def test_errors_of_single_operations_are_documented() -> None:
    statuses = {operation["operationId"]: operation["responses"].keys() for _, _, operation in OPERATIONS}
    assert {"404", "429"} <= statuses["open_member_case"]
    assert "404" in statuses["read_statistic"]
    assert "410" in statuses["list_changes"]
