"""An organisation's own sequence of what happened, each entry with the thing as it may be seen now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services import escalations, incidents, member_cases
from services.events import feed
from services.events.feed import FeedPosition
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")
ALL = 1000


@pytest.fixture
def parties() -> factories.Parties:
    """A story of its own for each test."""
    return factories.create_parties()


def entries(organisation: UUID) -> list[dict[str, Any]]:
    return call_as(organisation, feed.read_changes, None, ALL).entries


def kinds(organisation: UUID) -> list[str]:
    return [entry["kind"] for entry in entries(organisation)]


def test_the_main_path_is_told_to_each_party_in_its_own_sequence(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    run_pending_jobs()
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    assert kinds(parties.school) == [
        "incident.submitted",
        "incident.state_changed",
        "incident.state_changed",
        "incident.escalation_changed",
        "incident.outcome_recorded",
    ]
    assert kinds(parties.platform) == ["escalation.sent", "decision.recorded"]
    assert {*kinds(parties.school), *kinds(parties.platform), "escalation.queued"} == set(kinds(parties.helpline))
    for nobody in (parties.other_school, parties.union, parties.other_platform, parties.government):
        assert entries(nobody) == []


def test_an_entry_shows_the_thing_as_it_is_now_and_as_the_reader_may_see_it(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school, staff_absence=True)
    factories.transition_incident(parties.helpline, incident, "triage")
    for reader in (parties.school, parties.helpline):
        now = call_as(reader, incidents.get_incident, incident["id"])
        assert [(entry["version"], entry["data"]) for entry in entries(reader)] == [(1, now), (2, now)]
    assert "staff_absence" not in entries(parties.helpline)[0]["data"]


def test_pages_meet_without_gap_or_overlap(parties: factories.Parties) -> None:
    for _ in range(5):
        factories.create_incident(parties.school)
    position, seen = None, []
    for expected_more in (True, True, False):
        page = call_as(parties.school, feed.read_changes, position, 2)
        assert page.has_more is expected_more
        seen += [entry["seq"] for entry in page.entries]
        position = page.position
    assert seen == [1, 2, 3, 4, 5]
    assert call_as(parties.school, feed.read_changes, position, 2).entries == []
    assert call_as(parties.school, feed.read_changes, position, 2).position == position


def test_the_head_read_before_a_list_misses_nothing_that_the_list_missed(parties: factories.Parties) -> None:
    factories.create_incident(parties.school)
    head = call_as(parties.school, feed.read_feed_position)
    later = factories.create_incident(parties.school)
    assert [entry["resource_id"] for entry in call_as(parties.school, feed.read_changes, head, ALL).entries] == [
        later["id"]
    ]


def test_a_reader_of_some_kinds_moves_past_all_others(parties: factories.Parties) -> None:
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
def test_a_position_that_never_was_is_gone(parties: factories.Parties, position: FeedPosition) -> None:
    factories.create_incident(parties.school)
    assert try_as(parties.school, feed.read_changes, position, 10) == "Gone"


def test_what_is_refused_leaves_no_trace_in_any_feed(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    before = {name: call_as(one, feed.read_feed_position) for name, one in parties.by_name().items()}
    assert (
        try_as(parties.school, incidents.transition_incident, incident["id"], expected_version=1, action="triage")
        == "Forbidden"
    )
    assert try_as(parties.school, incidents.report_incident, **factories.report_input("no address at all")) == "Invalid"
    assert (
        try_as(parties.helpline, incidents.transition_incident, incident["id"], expected_version=9, action="triage")
        == "StaleVersion"
    )
    assert {name: call_as(one, feed.read_feed_position) for name, one in parties.by_name().items()} == before


def test_reading_an_address_is_on_the_record_and_in_no_feed(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject,) = list_subject_ids(incident)
    before = {name: call_as(one, feed.read_feed_position) for name, one in parties.by_name().items()}
    call_as(parties.helpline, incidents.get_locator, subject, purpose="triage")
    assert {name: call_as(one, feed.read_feed_position) for name, one in parties.by_name().items()} == before


def test_a_union_that_is_given_a_case_starts_with_the_incident_as_it_is(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.school), "triage")
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    first, second = entries(parties.union)
    assert (first["kind"], second["kind"]) == ("member_case.opened", "incident.shared")
    assert second["data"]["state"] == "in_triage"
    call_as(parties.school, incidents.add_subject, incident["id"], url=new_clip_url(), role="related")
    assert kinds(parties.union)[2:] == ["incident.linked"]


def test_a_platform_hears_of_an_escalation_when_it_is_sent_and_not_before(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    assert entries(parties.platform) == []
    assert try_as(parties.platform, escalations.get_escalation, escalation["id"]) == "NotFound"
    factories.transition_escalation(parties.helpline, escalation, "send")
    assert kinds(parties.platform) == ["escalation.sent"]
