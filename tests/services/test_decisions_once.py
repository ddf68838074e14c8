"""Decisions are idempotent by their puid, also under concurrent requests."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from services import escalations
from services.core import clock
from services.core.errors import Conflict, Invalid
from services.events import feed
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import Input, decision_input, decline_input, removal_input
from tests.support.decisions import (
    catch_decision_error,
    escalate_clips,
    list_decisions,
    post_decision,
    read_state,
)
from tests.support.service_calls import call_as, try_as


def test_repeating_a_decision_with_its_puid_returns_the_first_one_at_any_later_time(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    decision = decision_input(removal_input(subject_id))
    first = post_decision(parties, escalation, decision)
    head = call_as(parties.platform, feed.read_feed_position)
    with clock.freeze_time(clock.now() + timedelta(days=400)):
        assert post_decision(parties, escalation, decision) == first
    assert list_decisions(parties, escalation) == [first]
    assert call_as(parties.platform, feed.read_feed_position) == head
    # also when the escalation is closed
    factories.record_verification(parties.helpline, escalation, subject_id)
    factories.transition_escalation(parties.helpline, escalation, "close")
    assert post_decision(parties, escalation, decision) == first


def rewrite_equivalently(decision: Input) -> Input:
    """Return the same decision with explicit nulls, another order of subjects and another time zone."""
    other_timezone = timezone(timedelta(hours=5, minutes=45))
    decided_at: datetime = decision["decided_at"]
    subjects = [{**subject, "ground": None, "facts_neutral": None} for subject in decision["subjects"]]
    return {**decision, "subjects": subjects[::-1], "decided_at": decided_at.astimezone(other_timezone)}


def test_equivalent_json_is_the_same_decision(parties: factories.Parties) -> None:
    escalation, (first, second) = escalate_clips(parties, 2)
    decision = decision_input(removal_input(first), decline_input(second))
    assert post_decision(parties, escalation, rewrite_equivalently(decision)) == post_decision(
        parties, escalation, decision
    )


CHANGES: dict[str, Callable[[Input], Input]] = {
    "another action": lambda decision: {**decision, "subjects": [{**decision["subjects"][0], "action": "demoted"}]},
    "another time of decision": lambda decision: {
        **decision,
        "decided_at": decision["decided_at"] - timedelta(seconds=1),
    },
    "another territory": lambda decision: {**decision, "territorial_scope": ["GB", "IE"]},
    "automated decision": lambda decision: {**decision, "automated_decision": "fully"},
    "with a time of effect": lambda decision: {**decision, "applied_at": decision["decided_at"]},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_puid_with_other_content_is_a_conflict(parties: factories.Parties, change: str) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    decision = decision_input(removal_input(subject_id))
    post_decision(parties, escalation, decision)
    error = catch_decision_error(parties, escalation, CHANGES[change](decision))
    assert isinstance(error, Conflict)
    assert error.code == "puid_reused"


def test_puids_are_unique_among_the_escalations_of_one_platform(
    parties: factories.Parties,
) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    other_escalation, (other_subject_id,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id), puid="shared"))
    error = catch_decision_error(
        parties, other_escalation, decision_input(removal_input(other_subject_id), puid="shared")
    )
    assert isinstance(error, Conflict)
    assert error.code == "puid_reused"
    others = factories.create_parties()
    their_escalation, (their_subject_id,) = escalate_clips(others)
    assert (
        post_decision(others, their_escalation, decision_input(removal_input(their_subject_id), puid="shared"))["puid"]
        == "shared"
    )


def post_concurrently(parties: factories.Parties, *posts: tuple[ResourceView, Input]) -> list[str]:
    """Post all (escalation, decision) pairs at the same time; return the decision id or error code of each."""

    def post(escalation: ResourceView, decision: Input) -> str:
        try:
            return str(post_decision(parties, escalation, decision)["id"])
        except Conflict as error:
            return error.code
        except Invalid as error:
            return error.field_errors[0].pointer

    with ThreadPoolExecutor(len(posts)) as pool:
        futures = [pool.submit(post, escalation, decision) for escalation, decision in posts]
        return [future.result() for future in futures]


def test_concurrent_equal_requests_record_one_decision(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    decision = decision_input(removal_input(subject_id), decided_at=datetime.now(UTC))
    results = post_concurrently(parties, *[(escalation, decision)] * 6)
    assert len(set(results)) == 1
    assert [str(decision["id"]) for decision in list_decisions(parties, escalation)] == [results[0]]


def test_of_concurrent_requests_with_one_puid_and_other_content_one_succeeds(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    decision = decision_input(removal_input(subject_id))
    results = post_concurrently(
        parties, (escalation, decision), (escalation, {**decision, "subjects": [decline_input(subject_id)]})
    )
    assert sorted(results)[1] == "puid_reused"
    assert len(list_decisions(parties, escalation)) == 1


def test_of_concurrent_first_decisions_all_but_one_need_a_reason(
    parties: factories.Parties,
) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    posts = [
        (escalation, decision_input(build_input(subject_id)))
        for build_input in (removal_input, decline_input, removal_input)
    ]
    results = post_concurrently(parties, *posts)
    assert results.count("/subjects/0/change_reason") == 2
    assert len(list_decisions(parties, escalation)) == 1


def test_of_concurrent_requests_with_one_puid_on_two_escalations_one_succeeds(parties: factories.Parties) -> None:
    (one, (first,)), (other, (second,)) = escalate_clips(parties), escalate_clips(parties)
    results = post_concurrently(
        parties,
        (one, decision_input(removal_input(first), puid="twin")),
        (other, decision_input(removal_input(second), puid="twin")),
    )
    assert results.count("puid_reused") == 1
    assert len(list_decisions(parties, one) + list_decisions(parties, other)) == 1


def test_concurrent_decisions_on_all_subjects_complete_the_escalation(parties: factories.Parties) -> None:
    escalation, subject_ids = escalate_clips(parties, 3)
    post_concurrently(parties, *[(escalation, decision_input(removal_input(subject_id))) for subject_id in subject_ids])
    assert read_state(parties, escalation) == "actioned"
    assert try_as(parties.other_platform, escalations.list_decisions, escalation["id"]) == "NotFound"
