"""A world with canaries in every free text, and the dump of its database."""

from __future__ import annotations

import pytest

from services.embedded_postgres import Cluster
from tests.api.world import World, create_world
from tests.dump.dump_file import Dump, make_dump
from tests.dump.scene import Scene, play_scene
from tests.support.databases import Database


@pytest.fixture(scope="module")
def world(shared_database: Database) -> World:
    """The organisations with their clients."""
    return create_world()


@pytest.fixture(scope="module")
def scene(world: World) -> Scene:
    """The world after everybody has sent every free text, with jobs that wait."""
    return play_scene(world)


@pytest.fixture(scope="module")
def dump(shared_database: Database, scene: Scene, cluster: Cluster) -> Dump:
    """The dump of the scene's database."""
    return make_dump(shared_database)
