"""A world for each module, and the running service that the fuzzer sends its requests to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import StartService
from tests.fuzz.world import World
from tests.fuzz.world_setup import create_world
from tests.support.databases import Database


@pytest.fixture(scope="module")
def world(shared_database: Database, start_service: StartService) -> Iterator[World]:
    """A world with work in progress, served by two web processes; jobs run only when a test runs them."""
    with start_service(shared_database, job_worker=False, TARIAN_LOG_LEVEL="WARNING") as running:
        yield create_world(running.base_url)
