"""The contract: up to date, valid, complete, and open to later additions in responses."""

from __future__ import annotations

import pytest
from openapi_spec_validator import validate
from orjson import loads

from api.schemas.base import RequestSchema
from openapi.__main__ import CONTRACT_FILE, generate_contract
from services.core.settings import get_settings
from tests.api.conformance import PATH_PARAMETER
from tests.api.steps import Json
from tests.api.world import World

CONTRACT: Json = loads(generate_contract())
SCHEMAS = CONTRACT["components"]["schemas"]
OPERATIONS = [
    (method, path, operation)
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
    if method != "parameters"
]
WRITES = [(path, operation) for _, path, operation in OPERATIONS if "requestBody" in operation]


def test_the_contract_file_is_up_to_date() -> None:
    assert CONTRACT_FILE.read_bytes() == generate_contract(), "run `python -m openapi write`"


def test_the_server_serves_the_contract_with_its_own_addresses(world: World) -> None:
    """Given a running service, clients that are generated from its contract reach it and its token endpoint."""
    response = world.anonymous_client().get("/v1/openapi.json")
    origin = get_settings().issuer
    expected = loads(generate_contract().replace(b"https://tarian.example/oauth", f"{origin}/oauth".encode()))
    assert (response.status_code, response.json) == (200, {**expected, "servers": [{"url": origin}]})
    flow = response.json["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == f"{origin}/oauth/token"


def test_the_contract_is_valid_openapi() -> None:
    assert CONTRACT["openapi"] == "3.1.1"
    validate(CONTRACT)


def test_every_operation_is_described() -> None:
    for method, path, operation in OPERATIONS:
        for member in ("operationId", "summary", "description", "security", "tags"):
            assert operation.get(member), (method, path, member)
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_the_scope_of_every_operation_is_declared() -> None:
    scopes = CONTRACT["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]["scopes"]
    for method, path, operation in OPERATIONS:
        (requirement,) = operation["security"]
        assert set(requirement["oauth"]) <= set(scopes), (method, path)


def test_only_request_schemas_forbid_additional_properties() -> None:
    request_schemas = {schema.__name__ for schema in _list_subclasses(RequestSchema)}
    for name, schema in SCHEMAS.items():
        assert schema.get("additionalProperties", True) is (name not in request_schemas), name


def test_response_schemas_have_no_closed_enumerations() -> None:
    request_schemas = {schema.__name__ for schema in _list_subclasses(RequestSchema)}
    closed = [name for name, schema in SCHEMAS.items() if name not in request_schemas and '"enum"' in str(schema)]
    assert closed == []


def test_every_path_parameter_is_described() -> None:
    for path, operations in CONTRACT["paths"].items():
        names = {parameter["name"] for parameter in operations.get("parameters", [])}
        assert names == set(PATH_PARAMETER.findall(path))
        for parameter in operations.get("parameters", []):
            assert parameter["description"]
            assert "example" in parameter
            assert parameter["schema"].get("format") == "uuid" or parameter["name"] == "name"


def test_error_responses_are_problem_documents() -> None:
    for name, response in CONTRACT["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name


def test_every_component_is_used() -> None:
    text = generate_contract().decode()
    unused = [
        (kind, name)
        for kind, components in CONTRACT["components"].items()
        for name in components
        if kind != "securitySchemes" and f'"#/components/{kind}/{name}"' not in text
    ]
    assert unused == []


@pytest.mark.parametrize(("path", "operation"), WRITES, ids=lambda value: value if isinstance(value, str) else "")
def test_writing_operations_document_their_headers_and_errors(path: str, operation: Json) -> None:
    headers = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "header"}
    assert headers & {"Idempotency-Key", "If-Match"}
    assert {"400", "401", "403", "413", "415", "422", "default"} <= set(operation["responses"])


def _list_subclasses(parent: type[RequestSchema]) -> set[type[RequestSchema]]:
    """Return the class and all its direct and indirect subclasses."""
    return {parent, *(schema for child in parent.__subclasses__() for schema in _list_subclasses(child))}
