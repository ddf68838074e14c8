"""What the service refuses by form, the contract refuses too: a client that keeps to it is never surprised."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from api.problems import PROBLEMS
from tests.api.test_contract import CONTRACT, OPERATIONS, SCHEMAS
from tests.api.world import World, incident_body

HARM = "impersonation_school"


def allows(schema: dict[str, Any], value: Any) -> bool:
    validator = Draft202012Validator({**schema, "components": CONTRACT["components"]})
    return bool(validator.is_valid(value))


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        ({"summary_neutral": "An account imitates the school.\nIt mocks staff."}, True),
        ({"summary_neutral": "An account\x00"}, False),
        ({"summary_neutral": "An account\x85"}, False),
        ({"harm_categories": [HARM]}, True),
        ({"harm_categories": [HARM, HARM]}, False),
    ],
)
def test_contract_and_service_accept_the_same_bodies(world: World, changes: dict[str, Any], sound: bool) -> None:
    body = incident_body(**changes)
    assert allows(SCHEMAS["NewIncident"], body) is sound
    assert (world.school.post("/incidents", body).status_code == 201) is sound


@pytest.mark.parametrize(
    ("path", "name", "value", "sound"),
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
    world: World, path: str, name: str, value: str, sound: bool
) -> None:
    parameters = CONTRACT["paths"][f"/v1{path}"]["get"]["parameters"]
    (schema,) = (parameter["schema"] for parameter in parameters if parameter["name"] == name)
    assert allows(schema, value) is sound
    response = world.helpline.send("GET", path, query_string={name: value})
    assert (response.status_code == 200) is sound


def test_the_contract_lists_every_problem_code() -> None:
    assert set(SCHEMAS["Problem"]["properties"]["code"]["x-extensible-enum"]) == set(PROBLEMS)


def test_errors_of_single_operations_are_documented() -> None:
    named = {operation["operationId"]: operation["responses"].keys() for _, _, operation in OPERATIONS}
    assert {"404", "429"} <= named["open_member_case"]
    assert "404" in named["read_statistic"]
    assert "410" in named["list_changes"]
