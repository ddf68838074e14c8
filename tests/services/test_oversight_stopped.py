"""An overseer that an operator has stopped gets nothing new."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from services import incidents, organisations
from services.core.errors import Invalid
from tests import factories
from tests.support.databases import Database
from tests.support.service_calls import catch_error_as, try_as


@pytest.mark.parametrize("status", ["pending", "suspended", "closed"])
def test_who_is_not_active_gets_nothing_new(shared_database: Database, parties: factories.Parties, status: str) -> None:
    factories.create_oversights(parties.school, parties.trust)
    # when an operator stops the trust, the school's report is taken and not shared, nor can another let it look on
    with_status(shared_database, parties.trust, status)
    unshared = factories.create_incident(parties.school)
    refusal = catch_error_as(parties.other_school, organisations.create_oversight, overseer_id=parties.trust)
    with_status(shared_database, parties.trust, "active")
    assert isinstance(refusal, Invalid)
    assert try_as(parties.trust, incidents.read_incident, unshared["id"]) == "NotFound"
    assert try_as(parties.trust, incidents.read_incident, factories.create_incident(parties.school)["id"]) == "allowed"


def with_status(database: Database, organisation: UUID, status: str) -> None:
    """As an operator sets it: no verb does."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("update organisation set status = %s where id = %s", [status, organisation])
