"""One world for each module, and who serves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import StartService
from tests.fuzz.making import build
from tests.fuzz.world import World
from tests.support.databases import Database


@pytest.fixture(scope="module")
def world(shared_database: Database, start_service: StartService) -> Iterator[World]:
    """With work under way, behind a web server. Jobs wait until a test does them."""
    with start_service(shared_database, job_worker=False, TARIAN_LOG_LEVEL="WARNING") as running:
        yield build(running.base_url)
