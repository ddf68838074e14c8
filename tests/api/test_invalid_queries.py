"""Query parameters that are invalid, repeated or undocumented."""

from __future__ import annotations

import pytest

from api.operation import Operation
from tests.api.operations import OPERATIONS, fill_path, parametrize_operations
from tests.api.world import World

READS = [operation for operation in OPERATIONS if operation.method == "GET"]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("colour=red", "colour", "unknown"),
        ("limit=5&limit=6", "limit", "repeated"),
        ("limit=0", "limit", "range"),
        ("limit=201", "limit", "range"),
        ("limit=1.5", "limit", "wrong_type"),
        ("limit=%D9%A3", "limit", "wrong_type"),
        ("limit=" + "9" * 5000, "limit", "wrong_type"),
        ("cursor=%00", "cursor", "wrong_type"),
        ("cursor=zzzz", "cursor", "cursor"),
        ("state=submitted,nowhere", "state", "not_allowed"),
    ],
)
def test_an_invalid_query_parameter_is_named(world: World, query: str, parameter: str, code: str) -> None:
    response = world.school.get(f"/incidents?{query}")
    assert response.status_code == 422
    error = response.json["errors"][0]
    assert (error["parameter"], error["code"]) == (parameter, code)


def test_queries_that_are_not_utf8_are_malformed(world: World) -> None:
    assert world.school.get("/incidents?state=%FF").status_code == 400


@parametrize_operations(READS)
def test_undocumented_query_parameters_are_rejected(world: World, operation: Operation) -> None:
    for query in ("?surprise=1", "?limit=%00", "?%00=1", "?=1"):
        response = world.client_with_scope(operation.scope).get(fill_path(operation) + query)
        assert response.status_code == 422, query
