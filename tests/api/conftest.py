"""One world for each module of tests."""

from __future__ import annotations

import pytest

from tests.api.world import World, create_world
from tests.support.databases import Database


@pytest.fixture(scope="module")
def world(shared_database: Database) -> World:
    """Organisations with clients, in a database of this module's own."""
    return create_world()
