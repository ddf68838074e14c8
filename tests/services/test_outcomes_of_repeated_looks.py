"""Further decisions, checks and escalations of one post: each reporter gets the newest one since its report."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services import escalations
from services.core import clock
from services.policy.field_access import ResourceView
from tests.factories import (
    Input,
    Parties,
    create_accepted_incident,
    create_sent_escalation,
    decline_input,
    list_subject_ids,
    new_clip_url,
    record_decision,
    record_verification,
    removal_input,
)
from tests.support.incident_views import read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Nine o'clock in the morning, some weeks ago.
START = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) - 40 * DAY


class Post:
    """A post that a school reports at `START`, and that is escalated an hour later."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.url = parties, new_clip_url()
        self.first = self.report(parties.school, START)
        (self.subject_id,) = list_subject_ids(self.first)
        self.escalation = self.escalate(START + HOUR)

    def report(self, school: UUID, at: datetime) -> ResourceView:
        """Report the post at this time and accept the report; return the incident."""
        with clock.freeze_time(at):
            incident = create_accepted_incident(self.parties.helpline, school, self.url)
            run_pending_jobs()
        return incident

    def escalate(self, at: datetime) -> ResourceView:
        """Send the post to the platform at this time; return the escalation."""
        with clock.freeze_time(at):
            incident_subjects = list_subject_ids(self.first)
            escalation = create_sent_escalation(self.parties.helpline, self.parties.platform, incident_subjects)
            run_pending_jobs()
        return escalation

    def decide(self, at: datetime, subject: Input, escalation: ResourceView | None = None, **overrides: object) -> None:
        """Record a decision at this time, by default in the first escalation."""
        with clock.freeze_time(at):
            record_decision(self.parties.platform, escalation or self.escalation, subject, **overrides)
            run_pending_jobs()


def read_outcome(school: UUID, incident: ResourceView) -> tuple[object, ...]:
    """Return the state of the incident, and outcome and verification of its only link."""
    link = read_only_link(school, incident)
    return read_state(school, incident), link["outcome_code"], link["verification"]


def get_midnight(moment: datetime) -> datetime:
    """Return the beginning of the day, which is what a date without a time becomes."""
    return moment.replace(hour=0)


def test_a_decision_and_a_check_of_the_same_day_count_with_midnight_as_their_time(parties: Parties) -> None:
    post = Post(parties)
    post.decide(START + 2 * HOUR, removal_input(post.subject_id), decided_at=get_midnight(START))
    assert read_outcome(parties.school, post.first) == ("partially_resolved", "content_removed", None)
    with clock.freeze_time(START + 3 * HOUR):
        check = {"escalation_id": post.escalation["id"], "method": "helpline_manual", "result": "gone"}
        checked_at = get_midnight(START)
        call_as(parties.helpline, escalations.record_verification, post.subject_id, checked_at=checked_at, **check)
        run_pending_jobs()
    assert read_outcome(parties.school, post.first) == ("resolved", "content_removed", "gone")
    # and a report after both gets neither
    late = post.report(parties.other_school, START + 4 * HOUR)
    assert read_outcome(parties.other_school, late) == ("accepted", None, None)


def test_a_reversal_with_midnight_as_its_time_ends_what_a_check_of_the_day_had_found(parties: Parties) -> None:
    post = Post(parties)
    post.decide(START + 2 * HOUR, removal_input(post.subject_id))
    with clock.freeze_time(START + DAY):
        record_verification(parties.helpline, post.escalation, post.subject_id)
        run_pending_jobs()
    assert read_outcome(parties.school, post.first) == ("resolved", "content_removed", "gone")
    reversal = {**decline_input(post.subject_id), "change_reason": "reinstated"}
    post.decide(START + DAY + HOUR, reversal, decided_at=get_midnight(START + DAY))
    assert read_outcome(parties.school, post.first) == ("partially_resolved", "no_action", None)


def test_an_older_decision_that_arrives_after_a_check_does_not_end_it(parties: Parties) -> None:
    post = Post(parties)
    post.decide(START + 3 * HOUR, removal_input(post.subject_id))
    with clock.freeze_time(START + 4 * HOUR):
        record_verification(parties.helpline, post.escalation, post.subject_id)
        run_pending_jobs()
    older = {**decline_input(post.subject_id), "change_reason": "correction"}
    post.decide(START + 5 * HOUR, older, decided_at=START + 2 * HOUR)
    assert read_outcome(parties.school, post.first) == ("resolved", "content_removed", "gone")


def test_the_same_decision_again_counts_for_a_report_since_the_first(parties: Parties) -> None:
    post = Post(parties)
    post.decide(START + 2 * HOUR, removal_input(post.subject_id))
    second = post.report(parties.other_school, START + DAY)
    assert read_outcome(parties.other_school, second) == ("accepted", None, None)
    post.decide(START + 2 * DAY, {**removal_input(post.subject_id), "change_reason": "further_review"})
    assert read_outcome(parties.other_school, second) == ("partially_resolved", "content_removed", None)


def test_a_check_from_before_a_report_is_not_applied_with_a_decision_since(parties: Parties) -> None:
    """Given a check, then a report, then the same decision again; then the report gets the decision and no check."""
    post = Post(parties)
    post.decide(START + 2 * HOUR, removal_input(post.subject_id))
    with clock.freeze_time(START + 3 * HOUR):
        record_verification(parties.helpline, post.escalation, post.subject_id)
        run_pending_jobs()
    second = post.report(parties.other_school, START + DAY)
    post.decide(START + 2 * DAY, {**removal_input(post.subject_id), "change_reason": "further_review"})
    assert read_outcome(parties.other_school, second) == ("partially_resolved", "content_removed", None)
    assert read_outcome(parties.school, post.first) == ("resolved", "content_removed", "gone")


def test_a_late_decision_in_an_earlier_escalation_reaches_all_reporters(parties: Parties) -> None:
    # given a post that the platform declined twice
    post = Post(parties)
    post.decide(START + 2 * HOUR, decline_input(post.subject_id))
    again = post.escalate(START + 3 * HOUR)
    post.decide(START + 4 * HOUR, decline_input(post.subject_id), again)
    second = post.report(parties.other_school, START + 5 * HOUR)
    # when it upholds an appeal against the first decision
    post.decide(START + 6 * HOUR, {**removal_input(post.subject_id), "change_reason": "appeal_upheld"})
    # then both reporters get this newest decision
    expected = ("partially_resolved", "content_removed", None)
    assert read_outcome(parties.school, post.first) == read_outcome(parties.other_school, second) == expected
    # and an older one that arrives late in the second escalation changes nothing
    older = {**decline_input(post.subject_id), "change_reason": "correction"}
    post.decide(START + 7 * HOUR, older, again, decided_at=START + 5.5 * HOUR)
    assert read_outcome(parties.school, post.first) == read_outcome(parties.other_school, second) == expected


def test_a_reporter_after_a_repeated_escalation_does_not_wait_for_as_long_as_the_first_report_is_old(
    parties: Parties,
) -> None:
    # given a post that was escalated again a month after it was reported
    post = Post(parties)
    post.decide(START + 2 * HOUR, decline_input(post.subject_id))
    again = post.escalate(START + 30 * DAY)
    # when somebody else reports it, and the platform decides within the hour
    second = post.report(parties.other_school, START + 31 * DAY)
    post.decide(START + 31 * DAY + HOUR, removal_input(post.subject_id), again)
    assert read_outcome(parties.other_school, second) == ("partially_resolved", "content_removed", None)
