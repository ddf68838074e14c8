"""Every example of the contract is accepted by the server, and the documented response fits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from orjson import loads

from openapi.__main__ import generate_contract
from services.core import clock
from tests.api.conformance import list_schema_errors
from tests.api.example_scenes import PREPARATIONS, Replay
from tests.api.steps import Json, read_json
from tests.api.world import AuthorizedClient, World, create_world
from tests.support.databases import Database

LAST_PATH_PARAMETER = re.compile(r"/\{(\w+)\}$")
# A moment after all times in the examples.
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
CONTRACT: Json = loads(generate_contract())
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation, operations.get("parameters", []))
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
    if method != "parameters"
}


@pytest.fixture(scope="module")
def world(shared_database: Database) -> Iterator[World]:
    """The organisations, at a time at which the examples have happened."""
    with clock.freeze_time(NOW):
        yield create_world()


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_the_server_accepts_the_example_of_each_operation(world: World, operation_id: str) -> None:
    """Given resources in the right state, the example with their ids gets the documented status and state."""
    method, path, operation, path_parameters = OPERATIONS[operation_id]
    prepare = PREPARATIONS.get(operation_id)
    replay = prepare(world) if prepare else _prepare_by_example(world, path)
    address = _fill_path(path, path_parameters, replay.values)
    response = replay.client.send(
        method,
        address,
        headers=_build_headers(operation, replay.client, address),
        query_string=_build_query(operation),
        json=_fill(_get_request_example(operation), replay.values),
    )
    status, example = _get_response_example(operation)
    assert response.status_code == status, response.json
    assert response.json.get("state") == example.get("state")
    assert set(response.json) <= set(example)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_the_response_example_repeats_the_values_of_the_request_example(operation_id: str) -> None:
    _, _, operation, _ = OPERATIONS[operation_id]
    request, (_, response) = _get_request_example(operation) or {}, _get_response_example(operation)
    differing = {name for name in request.keys() & response.keys() - {"subjects"} if request[name] != response[name]}
    assert not differing


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_examples_fit_their_schemas(operation_id: str) -> None:
    _, _, operation, path_parameters = OPERATIONS[operation_id]
    success = next(response for status, response in operation["responses"].items() if status.startswith("2"))
    contents = [success["content"], operation.get("requestBody", {}).get("content", {})]
    described = [media for content in contents for media in content.values()]
    described += [part for part in (*operation.get("parameters", []), *path_parameters) if "example" in part]
    for part in described:
        assert not list_schema_errors(part["schema"], part["example"], CONTRACT)


@pytest.mark.parametrize("name", CONTRACT["components"]["schemas"])
def test_the_example_of_a_field_fits_the_field(name: str) -> None:
    for field, schema in CONTRACT["components"]["schemas"][name].get("properties", {}).items():
        if "example" in schema:
            assert not list_schema_errors(schema, schema["example"], CONTRACT), field


def _prepare_by_example(world: World, path: str) -> Replay:
    """Create the resource as the school, from the example of its collection's POST."""
    parameter = LAST_PATH_PARAMETER.search(path)
    if parameter is None:
        return Replay(world.school, {})
    collection = path[: parameter.start()]
    example = _get_request_example(CONTRACT["paths"][collection]["post"])
    created = read_json(world.school.post(collection.removeprefix("/v1"), example))
    return Replay(world.school, {parameter[1]: created["id"]})


def _get_request_example(operation: Json) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    return content["application/json"]["example"] if content else None


def _get_response_example(operation: Json) -> tuple[int, Json]:
    """Return the status of success and its example."""
    ((status, response),) = (each for each in operation["responses"].items() if each[0].startswith("2"))
    example: Json = response["content"]["application/json"]["example"]
    return int(status), example


def _build_query(operation: Json) -> dict[str, object]:
    """Return the examples of the query parameters, all in one query. Required parameters must have one."""
    schemas = {
        parameter["name"]: parameter["schema"]
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and (parameter["required"] or "example" in parameter["schema"])
    }
    return {name: schema["example"] for name, schema in schemas.items()}


def _build_headers(operation: Json, client: AuthorizedClient, address: str) -> dict[str, str]:
    """Return the required headers: a new Idempotency-Key and the present ETag."""
    required = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
    headers = {}
    if "Idempotency-Key" in required:
        headers["Idempotency-Key"] = f"example-{operation['operationId']}"
    if "If-Match" in required:
        headers["If-Match"] = client.get(address.removesuffix("/transitions")).headers["ETag"]
    return headers


def _fill_path(path: str, parameters: list[Json], values: Mapping[str, object]) -> str:
    """Return the path with the real ids, or with the parameter's example."""
    for parameter in parameters:
        name = parameter["name"]
        path = path.replace(f"{{{name}}}", str(values.get(name, parameter["example"])))
    return path.removeprefix("/v1")


def _fill(example: Any, values: Mapping[str, object]) -> Any:
    """Return the example with real values in the members of these names."""
    if isinstance(example, dict):
        return {name: values.get(name, _fill(value, values)) for name, value in example.items()}
    return [_fill(item, values) for item in example] if isinstance(example, list) else example
