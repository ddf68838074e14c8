"""The feed of an organisation: its events in order, each with the resource as the organisation sees it now."""

from __future__ import annotations

from uuid import UUID

import pytest

from services import escalations, incidents, member_cases
from services.events import feed
from services.events.feed import FeedPosition
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.incident_views import list_event_kinds
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")
ALL = 1000


@pytest.fixture
def parties() -> factories.Parties:
    """New organisations for each test, so that every feed begins empty."""
    return factories.create_parties()


def read_feed(organisation: UUID) -> list[ResourceView]:
    """Return all entries of the organisation's feed."""
    return call_as(organisation, feed.read_changes, None, ALL).entries


def read_positions(parties: factories.Parties) -> dict[str, FeedPosition]:
    """Return the position of every party's feed by the party's name."""
    return {name: call_as(organisation, feed.read_feed_position) for name, organisation in parties.by_name().items()}


def test_each_party_of_an_escalated_incident_gets_its_own_events_in_order(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    run_pending_jobs()
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    assert list_event_kinds(parties.school) == [
        "incident.submitted",
        "incident.state_changed",
        "incident.state_changed",
        "incident.escalation_changed",
        "incident.outcome_recorded",
    ]
    assert list_event_kinds(parties.platform) == ["escalation.sent", "decision.recorded"]
    assert {*list_event_kinds(parties.school), *list_event_kinds(parties.platform), "escalation.queued"} == set(
        list_event_kinds(parties.helpline)
    )
    for unconcerned in (parties.other_school, parties.union, parties.other_platform, parties.government):
        assert read_feed(unconcerned) == []


def test_entries_show_the_current_resource_with_the_fields_granted_to_the_reader(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school, staff_absence=True)
    factories.transition_incident(parties.helpline, incident, "triage")
    for reader in (parties.school, parties.helpline):
        current = call_as(reader, incidents.get_incident, incident["id"])
        assert [(entry["version"], entry["data"]) for entry in read_feed(reader)] == [(1, current), (2, current)]
    assert "staff_absence" not in read_feed(parties.helpline)[0]["data"]


def test_pages_have_no_gap_and_no_overlap(parties: factories.Parties) -> None:
    for _ in range(5):
        factories.create_incident(parties.school)
    position, numbers = None, []
    for expected_more in (True, True, False):
        page = call_as(parties.school, feed.read_changes, position, 2)
        assert page.has_more is expected_more
        numbers += [entry["seq"] for entry in page.entries]
        position = page.position
    assert numbers == [1, 2, 3, 4, 5]
    assert call_as(parties.school, feed.read_changes, position, 2).entries == []
    assert call_as(parties.school, feed.read_changes, position, 2).position == position


def test_a_position_read_before_a_list_is_followed_by_every_change_after_it(parties: factories.Parties) -> None:
    factories.create_incident(parties.school)
    position = call_as(parties.school, feed.read_feed_position)
    later = factories.create_incident(parties.school)
    changes = call_as(parties.school, feed.read_changes, position, ALL)
    assert [entry["resource_id"] for entry in changes.entries] == [later["id"]]


def test_a_filter_by_kind_moves_the_position_past_all_other_entries(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    for _ in range(3):
        factories.create_incident(parties.school)
    factories.transition_incident(parties.helpline, incident, "triage")
    page = call_as(parties.school, feed.read_changes, None, 1, ["incident.state_changed"])
    assert [entry["resource_id"] for entry in page.entries] == [incident["id"]]
    assert page.position == call_as(parties.school, feed.read_feed_position)
    assert not page.has_more


@pytest.mark.parametrize(
    "position", [FeedPosition(epoch=1, seq=99), FeedPosition(epoch=2, seq=0), FeedPosition(epoch=0, seq=0)]
)
def test_a_position_that_the_feed_never_had_is_gone(parties: factories.Parties, position: FeedPosition) -> None:
    factories.create_incident(parties.school)
    assert try_as(parties.school, feed.read_changes, position, 10) == "Gone"


def test_rejected_requests_add_nothing_to_any_feed(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    before = read_positions(parties)
    assert (
        try_as(parties.school, incidents.transition_incident, incident["id"], expected_version=1, action="triage")
        == "Forbidden"
    )
    linted = factories.report_input(summary_neutral="Call 01234 567890.")
    assert try_as(parties.school, incidents.report_incident, **linted) == "Invalid"
    assert (
        try_as(parties.helpline, incidents.transition_incident, incident["id"], expected_version=9, action="triage")
        == "StaleVersion"
    )
    assert read_positions(parties) == before


def test_reading_a_locator_adds_nothing_to_any_feed(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    before = read_positions(parties)
    call_as(parties.helpline, incidents.get_locator, subject_id, purpose="triage")
    assert read_positions(parties) == before


def test_a_new_member_case_begins_with_the_current_incident(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.school), "triage")
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    first, second = read_feed(parties.union)
    assert (first["kind"], second["kind"]) == ("member_case.opened", "incident.shared")
    assert second["data"]["state"] == "in_triage"
    call_as(parties.school, incidents.add_subject, incident["id"], **factories.link_input(new_clip_url()))
    assert list_event_kinds(parties.union)[2:] == ["incident.linked"]


def test_a_platform_gets_an_escalation_when_it_is_sent_and_not_before(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    assert read_feed(parties.platform) == []
    assert try_as(parties.platform, escalations.get_escalation, escalation["id"]) == "NotFound"
    factories.transition_escalation(parties.helpline, escalation, "send")
    assert list_event_kinds(parties.platform) == ["escalation.sent"]
