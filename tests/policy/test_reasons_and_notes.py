"""The reason and the note of a transition, given to the verbs."""

from __future__ import annotations

import pytest

from services import incidents
from tests import factories
from tests.support.databases import Database
from tests.support.service_calls import call_as, catch_error_as


@pytest.fixture(scope="module")
def parties(shared_database: Database) -> factories.Parties:
    """The organisations that all tests of this module use."""
    return factories.create_parties()


def test_the_reason_for_closing_is_stored_with_the_incident_and_its_transition(parties: factories.Parties) -> None:
    closed = factories.transition_incident(
        parties.helpline, factories.create_incident(parties.school), "close_no_action", reason="no_violation_agreed"
    )
    assert closed["closure_reason"] == "no_violation_agreed"
    newest = call_as(parties.school, incidents.list_incident_transitions, closed["id"])["history"][-1]
    assert (newest["reason"], newest["by"]) == ("no_violation_agreed", "helpline")


@pytest.mark.parametrize("note", ["See https://example.org/x", "It was @somebody", "Mail a@example.org"])
def test_a_note_with_a_link_handle_or_email_address_is_invalid_and_changes_nothing(
    parties: factories.Parties, note: str
) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.school), "triage")
    request = {"expected_version": incident["version"], "action": "request_information", "note": note}
    error = catch_error_as(parties.helpline, incidents.transition_incident, incident["id"], **request)
    assert type(error).__name__ == "Invalid"
    assert note not in repr(error)
    assert call_as(parties.helpline, incidents.get_incident, incident["id"])["state"] == "in_triage"
