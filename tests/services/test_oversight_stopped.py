"""An overseer that is not active receives no new incidents."""

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
def test_inactive_overseers_receive_no_new_incidents(
    shared_database: Database, parties: factories.Parties, status: str
) -> None:
    factories.create_oversights(parties.school, parties.trust)
    # when an operator deactivates the trust
    set_status(shared_database, parties.trust, status)
    unshared = factories.create_incident(parties.school)
    error = catch_error_as(parties.other_school, organisations.create_oversight, overseer_id=parties.trust)
    # then new reports are not shared with it, and no school can create an oversight by it
    set_status(shared_database, parties.trust, "active")
    assert isinstance(error, Invalid)
    assert try_as(parties.trust, incidents.get_incident, unshared["id"]) == "NotFound"
    assert try_as(parties.trust, incidents.get_incident, factories.create_incident(parties.school)["id"]) == "allowed"


def set_status(database: Database, organisation: UUID, status: str) -> None:
    """Set the status in the database, as operators do: there is no verb for it."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("update organisation set status = %s where id = %s", [status, organisation])
