"""New organisations for each test, in a database that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from services.core import clock
from services.policy.actor import Kind
from tests import factories
from tests.support.databases import Database
from tests.support.weekly_statistics import DURING_WEEK


@pytest.fixture
def parties(shared_database: Database) -> factories.Parties:
    """One organisation for each role, all under one agreement that covers every class of data."""
    assert shared_database
    return factories.create_parties()


@pytest.fixture
def helpline(database: Database) -> Iterator[UUID]:
    """A new helpline for each test. The time is within the counted week until the test changes it."""
    assert database
    with clock.freeze_time(DURING_WEEK):
        yield factories.create_organisation(Kind.HELPLINE, nations=["ENG", "WLS"])
