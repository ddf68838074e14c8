"""An organisation's own sequence of what happened, each entry with the thing as it may be seen now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services import escalations, incidents, member_cases
from services.events import feed
from services.events.feed import FeedPosition
from tests import factories
from tests.factories import clip, subjects_of
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")
ALL = 1000


@pytest.fixture
def cast() -> factories.Cast:
    """A story of its own for each test."""
    return factories.cast()


def entries(organisation: UUID) -> list[dict[str, Any]]:
    return call_as(organisation, feed.read_changes, None, ALL).entries


def kinds(organisation: UUID) -> list[str]:
    return [entry["kind"] for entry in entries(organisation)]


def test_the_main_path_is_told_to_each_party_in_its_own_sequence(cast: factories.Cast) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    escalation = factories.sent(cast.helpline, cast.platform, subjects_of(incident))
    run_pending_jobs()
    factories.decided(cast.platform, escalation, factories.removed(subjects_of(incident)[0]))
    run_pending_jobs()
    assert kinds(cast.school) == [
        "incident.submitted",
        "incident.state_changed",
        "incident.state_changed",
        "incident.escalation_changed",
        "incident.outcome_recorded",
    ]
    assert kinds(cast.platform) == ["escalation.sent", "decision.recorded"]
    assert {*kinds(cast.school), *kinds(cast.platform), "escalation.queued"} == set(kinds(cast.helpline))
    for nobody in (cast.other_school, cast.union, cast.other_platform, cast.government):
        assert entries(nobody) == []


def test_an_entry_shows_the_thing_as_it_is_now_and_as_the_reader_may_see_it(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school, staff_absence=True)
    factories.moved(cast.helpline, incident, "triage")
    for reader in (cast.school, cast.helpline):
        now = call_as(reader, incidents.read_incident, incident["id"])
        assert [(entry["version"], entry["data"]) for entry in entries(reader)] == [(1, now), (2, now)]
    assert "staff_absence" not in entries(cast.helpline)[0]["data"]


def test_pages_meet_without_gap_or_overlap(cast: factories.Cast) -> None:
    for _ in range(5):
        factories.reported(cast.school)
    position, seen = None, []
    for expected_more in (True, True, False):
        page = call_as(cast.school, feed.read_changes, position, 2)
        assert page.has_more is expected_more
        seen += [entry["seq"] for entry in page.entries]
        position = page.position
    assert seen == [1, 2, 3, 4, 5]
    assert call_as(cast.school, feed.read_changes, position, 2).entries == []
    assert call_as(cast.school, feed.read_changes, position, 2).position == position


def test_the_head_read_before_a_list_misses_nothing_that_the_list_missed(cast: factories.Cast) -> None:
    factories.reported(cast.school)
    head = call_as(cast.school, feed.read_feed_position)
    later = factories.reported(cast.school)
    assert [entry["resource_id"] for entry in call_as(cast.school, feed.read_changes, head, ALL).entries] == [
        later["id"]
    ]


def test_a_reader_of_some_kinds_moves_past_all_others(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school)
    for _ in range(3):
        factories.reported(cast.school)
    factories.moved(cast.helpline, incident, "triage")
    page = call_as(cast.school, feed.read_changes, None, 1, ["incident.state_changed"])
    assert [entry["resource_id"] for entry in page.entries] == [incident["id"]]
    assert page.position == call_as(cast.school, feed.read_feed_position)
    assert not page.has_more


@pytest.mark.parametrize(
    "position", [FeedPosition(epoch=1, seq=99), FeedPosition(epoch=2, seq=0), FeedPosition(epoch=0, seq=0)]
)
def test_a_position_that_never_was_is_gone(cast: factories.Cast, position: FeedPosition) -> None:
    factories.reported(cast.school)
    assert try_as(cast.school, feed.read_changes, position, 10) == "Gone"


def test_what_is_refused_leaves_no_trace_in_any_feed(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school)
    before = {name: call_as(one, feed.read_feed_position) for name, one in cast.everybody().items()}
    assert try_as(cast.school, incidents.move, incident["id"], expected=1, action="triage") == "Forbidden"
    assert try_as(cast.school, incidents.report, **factories.told("no address at all")) == "Invalid"
    assert try_as(cast.helpline, incidents.move, incident["id"], expected=9, action="triage") == "StaleVersion"
    assert {name: call_as(one, feed.read_feed_position) for name, one in cast.everybody().items()} == before


def test_reading_an_address_is_on_the_record_and_in_no_feed(cast: factories.Cast) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    (subject,) = subjects_of(incident)
    before = {name: call_as(one, feed.read_feed_position) for name, one in cast.everybody().items()}
    call_as(cast.helpline, incidents.read_locator, subject, purpose="triage")
    assert {name: call_as(one, feed.read_feed_position) for name, one in cast.everybody().items()} == before


def test_a_union_that_is_given_a_case_starts_with_the_incident_as_it_is(cast: factories.Cast) -> None:
    incident = factories.moved(cast.helpline, factories.reported(cast.school), "triage")
    card = call_as(cast.school, member_cases.issue_card, incident["id"])
    call_as(cast.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    first, second = entries(cast.union)
    assert (first["kind"], second["kind"]) == ("member_case.opened", "incident.shared")
    assert second["data"]["state"] == "in_triage"
    call_as(cast.school, incidents.add_subject, incident["id"], url=clip(), role="related")
    assert kinds(cast.union)[2:] == ["incident.linked"]


def test_a_platform_hears_of_an_escalation_when_it_is_sent_and_not_before(cast: factories.Cast) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    escalation = factories.queued(cast.helpline, cast.platform, subjects_of(incident))
    assert entries(cast.platform) == []
    assert try_as(cast.platform, escalations.read_escalation, escalation["id"]) == "NotFound"
    factories.pushed(cast.helpline, escalation, "send")
    assert kinds(cast.platform) == ["escalation.sent"]
