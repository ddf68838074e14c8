"""The world and the captured log of the tests of the API."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from api.request_log import JsonFormatter
from tests.api.world import World, create_world
from tests.support.databases import Database


@pytest.fixture(scope="module")
def world(shared_database: Database) -> World:
    """The organisations with their clients, in a database that the module's tests share."""
    return create_world()


@pytest.fixture
def log_output() -> Iterator[io.StringIO]:
    """The lines that any logger of this process writes during the test."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(), logging.getLogger("tarian")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)
