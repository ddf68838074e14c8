"""A story of its own for each test, in a database that the tests of a module share."""

from __future__ import annotations

import pytest

from tests import factories
from tests.support.databases import Database


@pytest.fixture
def parties(shared_database: Database) -> factories.Parties:
    """Who takes part, under one agreement that lets everything pass."""
    assert shared_database
    return factories.create_parties()
