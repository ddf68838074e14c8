"""Decisions on a subject are a history: a platform decides again at any time, and the newest decision counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from services import escalations, incidents
from services.core import clock
from services.core.errors import Invalid
from services.policy.field_access import ResourceView
from services.queries import Keyset
from tests import factories
from tests.factories import Input, Parties, decision_input, decline_input, new_clip_url, removal_input
from tests.support.decisions import catch_decision_error, escalate_clips, list_decisions, post_decision, read_state
from tests.support.incident_views import list_event_kinds
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as


def decide_again(
    parties: Parties, escalation: ResourceView, subject: Input, reason: str = "further_review", **overrides: object
) -> ResourceView:
    """Record a further decision about a subject for this reason."""
    decision = decision_input({**subject, "change_reason": reason}, **overrides)
    return post_decision(parties, escalation, decision)


def read_subject(parties: Parties, escalation: ResourceView) -> ResourceView:
    """Return the only subject of the escalation as the helpline reads it."""
    (subject,) = call_as(parties.helpline, escalations.get_escalation, escalation["id"])["subjects"]
    return dict(subject)


def report_and_escalate(parties: Parties) -> tuple[list[tuple[UUID, UUID]], ResourceView, UUID]:
    """Let two schools report one clip, escalate it; return (school, incident id) pairs, escalation and subject."""
    url = new_clip_url()
    schools = (parties.school, parties.other_school)
    reports = [factories.create_accepted_incident(parties.helpline, school, url) for school in schools]
    (subject_id,) = factories.list_subject_ids(reports[0])
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    run_pending_jobs()
    return [(school, report["id"]) for school, report in zip(schools, reports, strict=True)], escalation, subject_id


def read_outcomes(reports: list[tuple[UUID, UUID]]) -> set[tuple[object, ...]]:
    """Run the jobs, and return state, outcome and verification of every report, as its school reads it."""
    run_pending_jobs()
    outcomes: set[tuple[object, ...]] = set()
    for school, incident_id in reports:
        incident = call_as(school, incidents.get_incident, incident_id)
        (link,) = incident["subjects"]
        outcomes.add((incident["state"], link["outcome_code"], link["decline_reason"], link["verification"]))
    return outcomes


@pytest.mark.parametrize("is_late", [False, True], ids=["open", "closed"])
def test_a_second_decision_needs_a_reason_of_change(parties: Parties, is_late: bool) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(decline_input(subject_id)))
    if is_late:
        factories.transition_escalation(parties.helpline, escalation, "close")
    error = catch_decision_error(parties, escalation, decision_input(removal_input(subject_id)))
    assert isinstance(error, Invalid)
    assert [(fault.pointer, fault.code) for fault in error.field_errors] == [("/subjects/0/change_reason", "required")]
    recorded = decide_again(parties, escalation, removal_input(subject_id), "appeal_upheld")
    assert recorded["subjects"][0]["change_reason"] == "appeal_upheld"
    assert recorded["late"] is is_late
    assert len(list_decisions(parties, escalation)) == 2


def test_the_reason_of_the_decision_is_for_its_decided_subjects_alone(parties: Parties) -> None:
    escalation, (first, second) = escalate_clips(parties, 2)
    post_decision(parties, escalation, decision_input(removal_input(first)))
    mixed = decision_input(removal_input(first), removal_input(second), change_reason="correction")
    reasons = {
        subject["subject_id"]: subject["change_reason"]
        for subject in post_decision(parties, escalation, mixed)["subjects"]
    }
    assert reasons == {first: "correction", second: None}


def test_each_subject_can_have_a_time_of_its_own(parties: Parties) -> None:
    escalation, (first, second) = escalate_clips(parties, 2)
    at, earlier = clock.now(), clock.now() - timedelta(hours=3)
    decision = decision_input({**removal_input(first), "decided_at": earlier}, removal_input(second), decided_at=at)
    recorded = post_decision(parties, escalation, decision)
    assert {subject["subject_id"]: subject["decided_at"] for subject in recorded["subjects"]} == {
        first: earlier,
        second: at,
    }
    subjects = call_as(parties.platform, escalations.get_escalation, escalation["id"])["subjects"]
    assert {subject["subject_id"]: subject["decided_at"] for subject in subjects} == {first: earlier, second: at}


@pytest.mark.parametrize("field", ["decided_at", "applied_at", "subjects/0/decided_at"])
def test_no_time_of_a_decision_may_be_in_the_future(parties: Parties, field: str) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    future: datetime = clock.now() + timedelta(minutes=6)
    subject = removal_input(subject_id)
    decision = (
        decision_input({**subject, "decided_at": future})
        if field.startswith("subjects")
        else decision_input(subject, **{field: future})
    )
    error = catch_decision_error(parties, escalation, decision)
    assert isinstance(error, Invalid)
    assert [(fault.pointer, fault.code) for fault in error.field_errors] == [(f"/{field}", "in_the_future")]


def test_an_older_decision_that_arrives_late_is_kept_and_changes_nothing(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    outcomes = read_outcomes(reports)
    before = call_as(parties.helpline, escalations.get_escalation, escalation["id"])
    events = list_event_kinds(parties.school)
    older = clock.now() - timedelta(hours=1)
    decide_again(parties, escalation, decline_input(subject_id), decided_at=older)
    assert read_outcomes(reports) == outcomes
    assert list_event_kinds(parties.school) == events
    assert call_as(parties.helpline, escalations.get_escalation, escalation["id"]) == before
    assert len(list_decisions(parties, escalation)) == 2


def test_of_two_decisions_of_the_same_time_the_one_recorded_later_counts(parties: Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    at = clock.now()
    post_decision(parties, escalation, decision_input(removal_input(subject_id), decided_at=at))
    decide_again(parties, escalation, decline_input(subject_id), decided_at=at)
    assert read_subject(parties, escalation)["action"] == "no_action"


def test_a_repeated_decision_reaches_no_reporter(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    outcomes, events = read_outcomes(reports), list_event_kinds(parties.school)
    decide_again(parties, escalation, removal_input(subject_id))
    assert read_outcomes(reports) == outcomes
    assert list_event_kinds(parties.school) == events


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_a_changed_decision_reaches_every_reporter(parties: Parties, is_closed: bool) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(decline_input(subject_id)))
    assert read_outcomes(reports) == {("partially_resolved", "no_action", "no_violation", None)}
    if is_closed:
        factories.transition_escalation(parties.helpline, escalation, "close")
    decide_again(parties, escalation, removal_input(subject_id), "appeal_upheld")
    assert read_outcomes(reports) == {("partially_resolved", "content_removed", None, None)}
    assert read_state(parties, escalation) == ("closed" if is_closed else "actioned")


def test_a_reversal_reopens_resolved_incidents_and_ends_what_the_check_had_found(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    factories.record_verification(parties.helpline, escalation, subject_id)
    assert read_outcomes(reports) == {("resolved", "content_removed", None, "gone")}
    factories.transition_escalation(parties.helpline, escalation, "close")
    decide_again(parties, escalation, decline_input(subject_id), "reinstated")
    assert read_outcomes(reports) == {("partially_resolved", "no_action", "no_violation", None)}


def test_a_check_counts_again_after_the_subject_was_checked_again(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    factories.record_verification(parties.helpline, escalation, subject_id)
    decide_again(parties, escalation, decline_input(subject_id), "reinstated")
    assert read_state(parties, escalation) == "declined"
    decide_again(parties, escalation, removal_input(subject_id), "correction")
    assert read_state(parties, escalation) == "actioned"
    assert read_outcomes(reports) == {("partially_resolved", "content_removed", None, None)}
    factories.record_verification(parties.helpline, escalation, subject_id)
    assert read_state(parties, escalation) == "verified"
    assert read_outcomes(reports) == {("resolved", "content_removed", None, "gone")}


def test_another_restriction_of_a_verified_subject_needs_a_new_check(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    factories.record_verification(parties.helpline, escalation, subject_id)
    decide_again(parties, escalation, {**removal_input(subject_id), "action": "labelled"}, "policy_change")
    assert read_state(parties, escalation) == "actioned"
    assert read_outcomes(reports) == {("partially_resolved", "labelled", None, None)}


def test_the_same_action_again_keeps_the_check(parties: Parties) -> None:
    reports, escalation, subject_id = report_and_escalate(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    factories.record_verification(parties.helpline, escalation, subject_id)
    decide_again(parties, escalation, removal_input(subject_id))
    assert read_state(parties, escalation) == "verified"
    assert read_outcomes(reports) == {("resolved", "content_removed", None, "gone")}


def test_decisions_are_listed_in_pages_the_newest_first(parties: Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    recorded = [post_decision(parties, escalation, decision_input(removal_input(subject_id)))]
    recorded += [decide_again(parties, escalation, decline_input(subject_id)) for _ in range(2)]
    pages, after = [], None
    for size in (2, 1):
        keyset = Keyset(after, 2)
        page = call_as(parties.helpline, escalations.list_decisions, escalation["id"], keyset)
        assert len(page) == size
        pages += [decision["id"] for decision in page]
        after = page[-1]["id"]
    assert pages == [decision["id"] for decision in reversed(recorded)]
