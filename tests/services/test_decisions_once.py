"""A decision is recorded once, for ever, however often and by however many it is posted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from services import escalations
from services.core import clock
from services.core.errors import Conflict
from services.events import feed
from tests import factories
from tests.factories import decision_input, decline_input, removal_input
from tests.support.decisions import (
    Told,
    catch_decision_error,
    escalate_clips,
    list_decisions,
    post_decision,
    read_state,
)
from tests.support.service_calls import call_as, try_as


def test_the_same_puid_with_the_same_content_is_the_same_decision_for_ever(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    told = decision_input(removal_input(subject))
    first = post_decision(parties, escalation, told)
    head = call_as(parties.platform, feed.read_feed_position)
    with clock.freeze_time(clock.now() + timedelta(days=400)):
        assert post_decision(parties, escalation, told) == first
    assert list_decisions(parties, escalation) == [first]
    assert call_as(parties.platform, feed.read_feed_position) == head
    # also when the escalation is over
    factories.record_verification(parties.helpline, escalation, subject)
    factories.transition_escalation(parties.helpline, escalation, "close")
    assert post_decision(parties, escalation, told) == first


def rewritten(told: Told) -> Told:
    elsewhere = timezone(timedelta(hours=5, minutes=45))
    moment: datetime = told["decided_at"]
    subjects = [{**one, "ground": None, "facts_neutral": None} for one in told["subjects"]]
    return {**told, "subjects": subjects[::-1], "decided_at": moment.astimezone(elsewhere)}


def test_the_same_decision_in_other_words_of_json_is_the_same(parties: factories.Parties) -> None:
    escalation, (one, other) = escalate_clips(parties, 2)
    told = decision_input(removal_input(one), decline_input(other))
    assert post_decision(parties, escalation, rewritten(told)) == post_decision(parties, escalation, told)


DIFFERENTLY: dict[str, Callable[[Told], Told]] = {
    "another action": lambda told: {**told, "subjects": [{**told["subjects"][0], "action": "demoted"}]},
    "another moment": lambda told: {**told, "decided_at": told["decided_at"] - timedelta(seconds=1)},
    "another territory": lambda told: {**told, "territorial_scope": ["GB", "IE"]},
    "by a machine": lambda told: {**told, "automated_decision": "fully"},
    "with a moment of effect": lambda told: {**told, "applied_at": told["decided_at"]},
}


@pytest.mark.parametrize("how", DIFFERENTLY)
def test_the_same_puid_with_other_content_is_a_conflict(parties: factories.Parties, how: str) -> None:
    escalation, (subject,) = escalate_clips(parties)
    told = decision_input(removal_input(subject))
    post_decision(parties, escalation, told)
    refusal = catch_decision_error(parties, escalation, DIFFERENTLY[how](told))
    assert isinstance(refusal, Conflict)
    assert refusal.code == "puid_reused"


def test_a_puid_is_used_up_for_all_escalations_of_its_platform_and_no_other_platform(
    parties: factories.Parties,
) -> None:
    escalation, (subject,) = escalate_clips(parties)
    another, (its_subject,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject), puid="shared"))
    refusal = catch_decision_error(parties, another, decision_input(removal_input(its_subject), puid="shared"))
    assert isinstance(refusal, Conflict)
    assert refusal.code == "puid_reused"
    rival = factories.create_parties()
    elsewhere, (their_subject,) = escalate_clips(rival)
    assert (
        post_decision(rival, elsewhere, decision_input(removal_input(their_subject), puid="shared"))["puid"] == "shared"
    )


def test_a_decision_is_never_edited(parties: factories.Parties) -> None:
    escalation, (one, other) = escalate_clips(parties, 2)
    post_decision(parties, escalation, decision_input(removal_input(one)))
    refusal = catch_decision_error(parties, escalation, decision_input(decline_input(one), removal_input(other)))
    assert isinstance(refusal, Conflict)
    assert (refusal.code, refusal.extra) == ("already_decided", {"subject_ids": [str(one)]})
    assert read_state(parties, escalation) == "sent"


def together(parties: factories.Parties, *posts: tuple[dict[str, Any], Told]) -> list[str]:
    """What each of the posts came to when all were made at the same moment."""

    def post(escalation: dict[str, Any], told: Told) -> str:
        try:
            return str(post_decision(parties, escalation, told)["id"])
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(posts)) as pool:
        return [work.result() for work in [pool.submit(post, *one) for one in posts]]


def test_twins_make_one_decision(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    told = decision_input(removal_input(subject), decided_at=datetime.now(UTC))
    answers = together(parties, *[(escalation, told)] * 6)
    assert len(set(answers)) == 1
    assert [str(one["id"]) for one in list_decisions(parties, escalation)] == [answers[0]]


def test_of_twins_that_differ_one_wins(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    told = decision_input(removal_input(subject))
    answers = together(parties, (escalation, told), (escalation, {**told, "subjects": [decline_input(subject)]}))
    assert sorted(answers)[1] == "puid_reused"
    assert len(list_decisions(parties, escalation)) == 1


def test_of_two_decisions_on_one_subject_one_wins(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    posts = [(escalation, decision_input(answer(subject))) for answer in (removal_input, decline_input, removal_input)]
    answers = together(parties, *posts)
    assert answers.count("already_decided") == 2
    assert len(list_decisions(parties, escalation)) == 1


def test_of_twins_on_two_escalations_one_wins(parties: factories.Parties) -> None:
    (one, (first,)), (other, (second,)) = escalate_clips(parties), escalate_clips(parties)
    answers = together(
        parties,
        (one, decision_input(removal_input(first), puid="twin")),
        (other, decision_input(removal_input(second), puid="twin")),
    )
    assert answers.count("puid_reused") == 1
    assert len(list_decisions(parties, one) + list_decisions(parties, other)) == 1


def test_subjects_decided_at_the_same_moment_complete_the_escalation(parties: factories.Parties) -> None:
    escalation, subjects = escalate_clips(parties, 3)
    together(parties, *[(escalation, decision_input(removal_input(subject))) for subject in subjects])
    assert read_state(parties, escalation) == "actioned"
    assert try_as(parties.other_platform, escalations.list_decisions, escalation["id"]) == "NotFound"
