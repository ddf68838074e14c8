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
from tests.factories import decision, declined, removed
from tests.support.deciding import Told, decisions, escalated, record, refused, state
from tests.support.service_calls import call_as, try_as


def test_the_same_puid_with_the_same_content_is_the_same_decision_for_ever(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    told = decision(removed(subject))
    first = record(cast, escalation, told)
    head = call_as(cast.platform, feed.read_feed_position)
    with clock.freeze_time(clock.now() + timedelta(days=400)):
        assert record(cast, escalation, told) == first
    assert decisions(cast, escalation) == [first]
    assert call_as(cast.platform, feed.read_feed_position) == head
    # also when the escalation is over
    factories.verified(cast.helpline, escalation, subject)
    factories.pushed(cast.helpline, escalation, "close")
    assert record(cast, escalation, told) == first


def rewritten(told: Told) -> Told:
    elsewhere = timezone(timedelta(hours=5, minutes=45))
    moment: datetime = told["decided_at"]
    subjects = [{**one, "ground": None, "facts_neutral": None} for one in told["subjects"]]
    return {**told, "subjects": subjects[::-1], "decided_at": moment.astimezone(elsewhere)}


def test_the_same_decision_in_other_words_of_json_is_the_same(cast: factories.Cast) -> None:
    escalation, (one, other) = escalated(cast, 2)
    told = decision(removed(one), declined(other))
    assert record(cast, escalation, rewritten(told)) == record(cast, escalation, told)


DIFFERENTLY: dict[str, Callable[[Told], Told]] = {
    "another action": lambda told: {**told, "subjects": [{**told["subjects"][0], "action": "demoted"}]},
    "another moment": lambda told: {**told, "decided_at": told["decided_at"] - timedelta(seconds=1)},
    "another territory": lambda told: {**told, "territorial_scope": ["GB", "IE"]},
    "by a machine": lambda told: {**told, "automated_decision": "fully"},
    "with a moment of effect": lambda told: {**told, "applied_at": told["decided_at"]},
}


@pytest.mark.parametrize("how", DIFFERENTLY)
def test_the_same_puid_with_other_content_is_a_conflict(cast: factories.Cast, how: str) -> None:
    escalation, (subject,) = escalated(cast)
    told = decision(removed(subject))
    record(cast, escalation, told)
    refusal = refused(cast, escalation, DIFFERENTLY[how](told))
    assert isinstance(refusal, Conflict)
    assert refusal.code == "puid_reused"


def test_a_puid_is_used_up_for_all_escalations_of_its_platform_and_no_other_platform(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    another, (its_subject,) = escalated(cast)
    record(cast, escalation, decision(removed(subject), puid="shared"))
    refusal = refused(cast, another, decision(removed(its_subject), puid="shared"))
    assert isinstance(refusal, Conflict)
    assert refusal.code == "puid_reused"
    rival = factories.cast()
    elsewhere, (their_subject,) = escalated(rival)
    assert record(rival, elsewhere, decision(removed(their_subject), puid="shared"))["puid"] == "shared"


def test_a_decision_is_never_edited(cast: factories.Cast) -> None:
    escalation, (one, other) = escalated(cast, 2)
    record(cast, escalation, decision(removed(one)))
    refusal = refused(cast, escalation, decision(declined(one), removed(other)))
    assert isinstance(refusal, Conflict)
    assert (refusal.code, refusal.extra) == ("already_decided", {"subject_ids": [str(one)]})
    assert state(cast, escalation) == "sent"


def together(cast: factories.Cast, *posts: tuple[dict[str, Any], Told]) -> list[str]:
    """What each of the posts came to when all were made at the same moment."""

    def post(escalation: dict[str, Any], told: Told) -> str:
        try:
            return str(record(cast, escalation, told)["id"])
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(len(posts)) as pool:
        return [work.result() for work in [pool.submit(post, *one) for one in posts]]


def test_twins_make_one_decision(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    told = decision(removed(subject), decided_at=datetime.now(UTC))
    answers = together(cast, *[(escalation, told)] * 6)
    assert len(set(answers)) == 1
    assert [str(one["id"]) for one in decisions(cast, escalation)] == [answers[0]]


def test_of_twins_that_differ_one_wins(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    told = decision(removed(subject))
    answers = together(cast, (escalation, told), (escalation, {**told, "subjects": [declined(subject)]}))
    assert sorted(answers)[1] == "puid_reused"
    assert len(decisions(cast, escalation)) == 1


def test_of_two_decisions_on_one_subject_one_wins(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    posts = [(escalation, decision(answer(subject))) for answer in (removed, declined, removed)]
    answers = together(cast, *posts)
    assert answers.count("already_decided") == 2
    assert len(decisions(cast, escalation)) == 1


def test_of_twins_on_two_escalations_one_wins(cast: factories.Cast) -> None:
    (one, (first,)), (other, (second,)) = escalated(cast), escalated(cast)
    answers = together(
        cast, (one, decision(removed(first), puid="twin")), (other, decision(removed(second), puid="twin"))
    )
    assert answers.count("puid_reused") == 1
    assert len(decisions(cast, one) + decisions(cast, other)) == 1


def test_subjects_decided_at_the_same_moment_complete_the_escalation(cast: factories.Cast) -> None:
    escalation, subjects = escalated(cast, 3)
    together(cast, *[(escalation, decision(removed(subject))) for subject in subjects])
    assert state(cast, escalation) == "actioned"
    assert try_as(cast.other_platform, escalations.list_decisions, escalation["id"]) == "NotFound"
