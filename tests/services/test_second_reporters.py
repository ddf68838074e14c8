"""A second reporter of a post sees the same steps after the same times as the first, by its own clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from services import incidents
from services.core import clock
from services.jobs import tasks
from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import (
    create_accepted_incident,
    create_sent_escalation,
    list_subject_ids,
    new_clip_url,
    record_decision,
    record_verification,
    removal_input,
    transition_escalation,
)
from tests.support.incident_views import list_event_kinds, read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as

HOUR = timedelta(hours=1)


def list_visible_steps(reporter: UUID, incident: ResourceView) -> list[object]:
    """Return all that the reporter's only incident shows of its steps: events, versions and history."""
    history = call_as(reporter, incidents.list_incident_transitions, incident["id"])["history"]
    moves = [(move["version"], move["action"], move["target"], move["by"]) for move in history]
    return [list_event_kinds(reporter), moves, call_as(reporter, incidents.get_incident, incident["id"])["version"]]


@pytest.mark.parametrize("earlier", [(), ("acknowledge",), ("acknowledge", "start_review")])
def test_a_second_reporter_sees_the_same_steps_as_the_first(parties: factories.Parties, earlier: Sequence[str]) -> None:
    # given an escalation of the first report, with some steps of the platform before the second
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    (subject_id,) = list_subject_ids(first)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    run_pending_jobs()
    for action in earlier:
        transition_escalation(parties.platform, escalation, action)
        run_pending_jobs()
    # when the second is accepted, and the platform goes on
    second = create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    assert read_only_link(parties.other_school, second)["escalation_state"] is not None
    for action in ("acknowledge", "start_review")[len(earlier) :]:
        transition_escalation(parties.platform, escalation, action)
        run_pending_jobs()
    record_decision(parties.platform, escalation, removal_input(subject_id))
    run_pending_jobs()
    record_verification(parties.helpline, escalation, subject_id)
    run_pending_jobs()
    # then both have seen the same
    assert list_visible_steps(parties.other_school, second) == list_visible_steps(parties.school, first)
    assert read_state(parties.other_school, second) == "resolved"


def test_steps_that_no_job_has_shown_yet_are_shown_one_after_another(parties: factories.Parties) -> None:
    # given a first report of which a job shows each step, and another one that waits for a job until all is over
    incidents_by_school = {
        school: create_accepted_incident(parties.helpline, school) for school in (parties.school, parties.other_school)
    }
    for school, has_jobs in ((parties.school, True), (parties.other_school, False)):
        (subject_id,) = list_subject_ids(incidents_by_school[school])
        escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
        for action in (None, "acknowledge", "start_review"):
            if action:
                transition_escalation(parties.platform, escalation, action)
            if has_jobs:
                run_pending_jobs()
        record_decision(parties.platform, escalation, removal_input(subject_id))
        run_pending_jobs()
    seen = [list_visible_steps(school, incident) for school, incident in incidents_by_school.items()]
    assert seen[0] == seen[1]


def test_a_second_reporter_waits_as_long_for_each_step_as_the_first(parties: factories.Parties) -> None:
    # given an escalation that was sent 3 hours after the acceptance, and acknowledged 2 hours after that
    url, start = new_clip_url(), clock.now() - timedelta(days=3)
    with clock.freeze_time(start):
        first = create_accepted_incident(parties.helpline, parties.school, url)
    with clock.freeze_time(start + 3 * HOUR):
        escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    with clock.freeze_time(start + 5 * HOUR):
        transition_escalation(parties.platform, escalation, "acknowledge")
    # when another report is accepted a day later
    accepted_at = start + 24 * HOUR
    with clock.freeze_time(accepted_at):
        second = create_accepted_incident(parties.helpline, parties.other_school, url)

    def read_state_after(elapsed: timedelta) -> object:
        with clock.freeze_time(accepted_at + elapsed):
            tasks.apply_incident_outcomes(
                organisation_id=str(parties.helpline), incident_id=str(second["id"]), cause_id=str(clock.new_id())
            )
            return read_only_link(parties.other_school, second)["escalation_state"]

    # then it shows the sending after 3 hours and the acknowledgement after 5
    minute = timedelta(minutes=1)
    times = (timedelta(), 3 * HOUR - minute, 3 * HOUR, 5 * HOUR - minute, 5 * HOUR)
    assert [read_state_after(elapsed) for elapsed in times] == [None, None, "sent", "sent", "acknowledged"]


def test_a_decision_after_the_report_does_not_wait_longer_than_for_the_sending(parties: factories.Parties) -> None:
    url, start = new_clip_url(), clock.now() - timedelta(days=3)
    with clock.freeze_time(start):
        first = create_accepted_incident(parties.helpline, parties.school, url)
    with clock.freeze_time(start + HOUR):
        escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    with clock.freeze_time(start + 24 * HOUR):
        second = create_accepted_incident(parties.helpline, parties.other_school, url)
    with clock.freeze_time(start + 24 * HOUR + timedelta(minutes=30)):
        record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
        run_pending_jobs()
        assert read_only_link(parties.other_school, second)["escalation_state"] is None
    with clock.freeze_time(start + 25 * HOUR):
        tasks.apply_incident_outcomes(
            organisation_id=str(parties.helpline), incident_id=str(second["id"]), cause_id=str(clock.new_id())
        )
        assert read_only_link(parties.other_school, second)["outcome_code"] == "content_removed"


def test_clocks_follow_the_priority_of_the_own_incident(parties: factories.Parties) -> None:
    # given an urgent escalation of an urgent report, and a report of the same post that is not urgent
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url, harm_categories=["threat"])
    create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first), priority="P0")
    second = create_accepted_incident(
        parties.helpline, parties.other_school, url, harm_categories=["brand_misuse_only"]
    )
    run_pending_jobs()

    def check_clocks(reporter: UUID, incident: ResourceView, expected_priority: str) -> None:
        priority = call_as(reporter, incidents.get_incident, incident["id"])["priority"]
        link = read_only_link(reporter, incident)
        periods = [link[field] - link["added_at"] for field in ("due_ack_at", "due_decision_at")]
        assert priority == expected_priority
        for period, deadlines in zip(periods, (ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES), strict=True):
            expected = deadlines[priority].due_after(link["added_at"], ["WLS"]) - link["added_at"]
            assert abs(period - expected) < timedelta(minutes=1)

    # then each has the clocks of its own priority
    check_clocks(parties.school, first, "P1")
    check_clocks(parties.other_school, second, "P4")
    # and when the helpline changes the priority, the clocks follow it
    version = call_as(parties.helpline, incidents.get_incident, second["id"])["version"]
    call_as(parties.helpline, incidents.amend_incident, second["id"], expected_version=version, priority="P1")
    run_pending_jobs()
    check_clocks(parties.other_school, second, "P1")
