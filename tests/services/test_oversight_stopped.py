"""An overseer that is not active receives no new incidents."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select

from services import incidents, organisations
from services.core import clock
from services.core.db import run_as_operator
from services.core.errors import Invalid
from services.policy.actor import Kind
from tests import factories
from tests.support.service_calls import catch_error_as, try_as


@pytest.mark.parametrize("status", ["pending", "suspended", "closed"])
def test_inactive_overseers_receive_no_new_incidents(parties: factories.Parties, status: str) -> None:
    factories.create_oversights(parties.school, parties.trust)
    # when an operator deactivates the trust
    set_status(parties.trust, status)
    unshared = factories.create_incident(parties.school)
    error = catch_error_as(parties.other_school, organisations.create_oversight, overseer_id=parties.trust)
    # then new reports are not shared with it, and no school can create an oversight by it
    set_status(parties.trust, "active")
    assert isinstance(error, Invalid)
    assert try_as(parties.trust, incidents.get_incident, unshared["id"]) == "NotFound"
    assert try_as(parties.trust, incidents.get_incident, factories.create_incident(parties.school)["id"]) == "allowed"


def set_status(organisation: UUID, status: str) -> None:
    """Set the status with the function that the operator's commands call; they use `suspended` and `active` only."""
    change = func.change_organisation(organisation, status, Kind.TRUST.value, clock.now())
    assert run_as_operator(organisation, lambda session: session.scalar(select(change)))
