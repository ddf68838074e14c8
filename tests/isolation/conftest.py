"""Worlds in a database each, seen with both walls and with either alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.embedded_postgres import Cluster
from tests.support.databases import Database, create_temporary_database
from tests.support.isolation_modes import BOTH, ISOLATION_MODES
from tests.support.world_model import WorldModel
from tests.support.worlds import generate_world

SEEDS = (2021, 1122)


@pytest.fixture(scope="package", params=SEEDS, ids=lambda seed: f"world {seed}")
def inhabited(request: pytest.FixtureRequest, cluster: Cluster, template: str) -> Iterator[tuple[Database, WorldModel]]:
    """A database and what was done in it."""
    with create_temporary_database(cluster, template) as database:
        yield database, generate_world(request.param)


@pytest.fixture
def world(inhabited: tuple[Database, WorldModel]) -> WorldModel:
    """What was done in the world."""
    return inhabited[1]


@pytest.fixture(params=[way for way in ISOLATION_MODES if way != BOTH])
def standing_wall(request: pytest.FixtureRequest, inhabited: tuple[Database, WorldModel]) -> Iterator[str]:
    """Each test runs once with each wall alone; that both together show the same is a test of its own."""
    with ISOLATION_MODES[request.param](inhabited[0]):
        yield request.param
