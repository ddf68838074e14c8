"""Generated worlds, each in a database of its own, seen with both isolation layers or with one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.embedded_postgres import Cluster
from tests.support.databases import Database, create_temporary_database
from tests.support.isolation_modes import BOTH_LAYERS, ISOLATION_MODES
from tests.support.world_model import WorldModel
from tests.support.worlds import generate_world

SEEDS = (2021, 1122)


@pytest.fixture(scope="package", params=SEEDS, ids=lambda seed: f"world {seed}")
def generated_world(
    request: pytest.FixtureRequest, cluster: Cluster, template: str
) -> Iterator[tuple[Database, WorldModel]]:
    """A generated world: its database and its model."""
    with create_temporary_database(cluster, template) as database:
        yield database, generate_world(request.param)


@pytest.fixture
def world_database(generated_world: tuple[Database, WorldModel]) -> Database:
    """The database of the generated world."""
    return generated_world[0]


@pytest.fixture
def world(generated_world: tuple[Database, WorldModel]) -> WorldModel:
    """The model of the generated world."""
    return generated_world[1]


@pytest.fixture(params=[mode for mode in ISOLATION_MODES if mode != BOTH_LAYERS])
def single_layer(request: pytest.FixtureRequest, world_database: Database) -> Iterator[str]:
    """Run the test with each isolation layer alone. test_isolation_layers.py compares both layers with each alone."""
    with ISOLATION_MODES[request.param](world_database):
        yield request.param
