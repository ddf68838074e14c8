"""Parameters that are wrong, repeated or not there."""

from __future__ import annotations

import pytest

from api.operation import PATH_PARAMETER, Operation
from api.v1 import BLUEPRINTS
from tests.api.world import World

READS = [each for blueprint in BLUEPRINTS for each in blueprint.operations.values() if each.method == "GET"]
NOBODY = "00000000-0000-4000-8000-000000000000"


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
def test_a_wrong_parameter_is_named(world: World, query: str, parameter: str, code: str) -> None:
    answer = world.school.get(f"/incidents?{query}")
    assert answer.status_code == 422
    assert {"parameter": parameter, "code": code} == {
        name: answer.json["errors"][0][name] for name in ("parameter", "code")
    }


def test_a_query_that_is_not_utf8_is_malformed(world: World) -> None:
    assert world.school.get("/incidents?state=%FF").status_code == 400


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.path)
def test_no_reading_takes_a_parameter_that_it_does_not_document(world: World, operation: Operation) -> None:
    path = PATH_PARAMETER.sub(NOBODY, operation.path)
    for query in ("?surprise=1", "?limit=%00", "?%00=1", "?=1"):
        answer = world.client_with_scope(operation.scope).get(path + query)
        assert answer.status_code == 422, query
