"""New organisations for each test, in a database that the tests of a module share."""

from __future__ import annotations

import pytest

from tests import factories
from tests.support.databases import Database


@pytest.fixture
def parties(shared_database: Database) -> factories.Parties:
    """One organisation for each role, all under one agreement that covers every class of data."""
    assert shared_database
    return factories.create_parties()
