"""What a platform decides: complete, with its reasons, and only about what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services import escalations
from services.core import clock
from services.core.errors import Invalid
from tests import factories
from tests.factories import decision_input, decline_input, record_decision, removal_input
from tests.support.decisions import (
    Told,
    catch_decision_error,
    escalate_clips,
    list_decisions,
    post_decision,
    read_state,
)
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as


@pytest.mark.parametrize("missing", ["decline_reason", "policy_code", "explanation"])
def test_a_decline_says_why(parties: factories.Parties, missing: str) -> None:
    escalation, (one, other) = escalate_clips(parties, 2)
    refusal = catch_decision_error(
        parties, escalation, decision_input(removal_input(one), {**decline_input(other), missing: None})
    )
    assert isinstance(refusal, Invalid)
    assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [(f"/subjects/1/{missing}", "required")]


def test_only_a_decline_has_a_reason_to_decline(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    refusal = catch_decision_error(
        parties, escalation, decision_input({**removal_input(subject), "decline_reason": "duplicate"})
    )
    assert isinstance(refusal, Invalid)
    assert [fault.code for fault in refusal.field_errors] == ["not_a_decline"]


def test_a_subject_of_another_escalation_and_one_that_never_was_are_unknown_alike(parties: factories.Parties) -> None:
    escalation, _ = escalate_clips(parties)
    _, (foreign,) = escalate_clips(parties)
    for subject in (foreign, uuid4()):
        refusal = catch_decision_error(parties, escalation, decision_input(removal_input(subject)))
        assert isinstance(refusal, Invalid)
        assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [
            ("/subjects/0/subject_id", "unknown_subject")
        ]


def test_each_subject_is_named_once(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    refusal = catch_decision_error(parties, escalation, decision_input(removal_input(subject), decline_input(subject)))
    assert isinstance(refusal, Invalid)
    assert [fault.code for fault in refusal.field_errors] == ["repeated"]


def test_a_decision_is_not_taken_in_the_future(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    soon, later = clock.now() + timedelta(minutes=4), clock.now() + timedelta(minutes=6)
    assert catch_decision_error(parties, escalation, decision_input(removal_input(subject), decided_at=soon)) is None
    assert isinstance(
        catch_decision_error(parties, escalation, decision_input(removal_input(subject), decided_at=later)), Invalid
    )


@pytest.mark.parametrize("field", ["explanation", "facts_neutral"])
def test_what_leads_to_the_abuse_is_not_written_into_a_decision(parties: factories.Parties, field: str) -> None:
    escalation, (subject,) = escalate_clips(parties)
    refusal = catch_decision_error(
        parties, escalation, decision_input({**decline_input(subject), field: "See https://example.org/clip"})
    )
    assert isinstance(refusal, Invalid)
    assert refusal.field_errors[0].pointer == f"/subjects/0/{field}"
    assert "example" not in repr(refusal.field_errors)


def gone(subject: UUID) -> dict[str, Any]:
    return {"subject_id": subject, "action": "content_already_gone"}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((removal_input, removal_input), "actioned"),
        ((removal_input, decline_input), "partially_actioned"),
        ((removal_input, gone), "partially_actioned"),
        ((gone, gone), "already_gone"),
        ((decline_input, decline_input), "declined"),
        ((decline_input, gone), "partially_actioned"),
    ],
)
def test_the_last_subject_decided_decides_the_state(
    parties: factories.Parties, answers: tuple[Callable[[UUID], Told], ...], expected: str
) -> None:
    escalation, subjects = escalate_clips(parties, 2)
    first, second = (answer(subject) for answer, subject in zip(answers, subjects, strict=True))
    post_decision(parties, escalation, decision_input(first))
    assert read_state(parties, escalation) == "sent"
    post_decision(parties, escalation, decision_input(second))
    assert read_state(parties, escalation) == expected


def test_a_platform_may_decide_without_acknowledging_and_the_history_says_so(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject)))
    history = call_as(parties.helpline, escalations.read_transitions, escalation["id"])["history"]
    assert [(move["action"], move["target"], move["by"]) for move in history] == [
        ("send", "sent", "helpline"),
        ("record_decision", "actioned", "platform"),
    ]


def test_a_late_decision_is_kept_and_moves_nothing(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(decline_input(subject)))
    factories.transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    before = call_as(parties.helpline, escalations.read_escalation, escalation["id"])
    late = post_decision(parties, escalation, decision_input(removal_input(subject)))
    run_pending_jobs()
    after = call_as(parties.helpline, escalations.read_escalation, escalation["id"])
    assert late["late"] is True
    assert (after["state"], after["subjects"]) == ("closed", before["subjects"])
    assert [one["late"] for one in list_decisions(parties, escalation)] == [False, True]


def test_who_posted_a_decision_is_the_platforms_own_affair(parties: factories.Parties) -> None:
    escalation, (subject,) = escalate_clips(parties)
    made = record_decision(parties.platform, escalation, removal_input(subject))
    assert made["posted_by_client_id"] == "client-of-the-tests"
    (seen,) = call_as(parties.helpline, escalations.list_decisions, escalation["id"])
    assert "posted_by_client_id" not in seen
