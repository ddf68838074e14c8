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
from tests.factories import decided, decision, declined, removed
from tests.support.deciding import Told, decisions, escalated, record, refused, state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as


@pytest.mark.parametrize("missing", ["decline_reason", "policy_code", "explanation"])
def test_a_decline_says_why(cast: factories.Cast, missing: str) -> None:
    escalation, (one, other) = escalated(cast, 2)
    refusal = refused(cast, escalation, decision(removed(one), {**declined(other), missing: None}))
    assert isinstance(refusal, Invalid)
    assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [(f"/subjects/1/{missing}", "required")]


def test_only_a_decline_has_a_reason_to_decline(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    refusal = refused(cast, escalation, decision({**removed(subject), "decline_reason": "duplicate"}))
    assert isinstance(refusal, Invalid)
    assert [fault.code for fault in refusal.field_errors] == ["not_a_decline"]


def test_a_subject_of_another_escalation_and_one_that_never_was_are_unknown_alike(cast: factories.Cast) -> None:
    escalation, _ = escalated(cast)
    _, (foreign,) = escalated(cast)
    for subject in (foreign, uuid4()):
        refusal = refused(cast, escalation, decision(removed(subject)))
        assert isinstance(refusal, Invalid)
        assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [
            ("/subjects/0/subject_id", "unknown_subject")
        ]


def test_each_subject_is_named_once(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    refusal = refused(cast, escalation, decision(removed(subject), declined(subject)))
    assert isinstance(refusal, Invalid)
    assert [fault.code for fault in refusal.field_errors] == ["repeated"]


def test_a_decision_is_not_taken_in_the_future(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    soon, later = clock.now() + timedelta(minutes=4), clock.now() + timedelta(minutes=6)
    assert refused(cast, escalation, decision(removed(subject), decided_at=soon)) is None
    assert isinstance(refused(cast, escalation, decision(removed(subject), decided_at=later)), Invalid)


@pytest.mark.parametrize("field", ["explanation", "facts_neutral"])
def test_what_leads_to_the_abuse_is_not_written_into_a_decision(cast: factories.Cast, field: str) -> None:
    escalation, (subject,) = escalated(cast)
    refusal = refused(cast, escalation, decision({**declined(subject), field: "See https://example.org/clip"}))
    assert isinstance(refusal, Invalid)
    assert refusal.field_errors[0].pointer == f"/subjects/0/{field}"
    assert "example" not in repr(refusal.field_errors)


def gone(subject: UUID) -> dict[str, Any]:
    return {"subject_id": subject, "action": "content_already_gone"}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((removed, removed), "actioned"),
        ((removed, declined), "partially_actioned"),
        ((removed, gone), "partially_actioned"),
        ((gone, gone), "already_gone"),
        ((declined, declined), "declined"),
        ((declined, gone), "partially_actioned"),
    ],
)
def test_the_last_subject_decided_decides_the_state(
    cast: factories.Cast, answers: tuple[Callable[[UUID], Told], ...], expected: str
) -> None:
    escalation, subjects = escalated(cast, 2)
    first, second = (answer(subject) for answer, subject in zip(answers, subjects, strict=True))
    record(cast, escalation, decision(first))
    assert state(cast, escalation) == "sent"
    record(cast, escalation, decision(second))
    assert state(cast, escalation) == expected


def test_a_platform_may_decide_without_acknowledging_and_the_history_says_so(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    record(cast, escalation, decision(removed(subject)))
    history = call_as(cast.helpline, escalations.read_transitions, escalation["id"])["history"]
    assert [(move["action"], move["target"], move["by"]) for move in history] == [
        ("send", "sent", "helpline"),
        ("record_decision", "actioned", "platform"),
    ]


def test_a_late_decision_is_kept_and_moves_nothing(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    record(cast, escalation, decision(declined(subject)))
    factories.pushed(cast.helpline, escalation, "close")
    run_pending_jobs()
    before = call_as(cast.helpline, escalations.read_escalation, escalation["id"])
    late = record(cast, escalation, decision(removed(subject)))
    run_pending_jobs()
    after = call_as(cast.helpline, escalations.read_escalation, escalation["id"])
    assert late["late"] is True
    assert (after["state"], after["subjects"]) == ("closed", before["subjects"])
    assert [one["late"] for one in decisions(cast, escalation)] == [False, True]


def test_who_posted_a_decision_is_the_platforms_own_affair(cast: factories.Cast) -> None:
    escalation, (subject,) = escalated(cast)
    made = decided(cast.platform, escalation, removed(subject))
    assert made["posted_by_client_id"] == "client-of-the-tests"
    (seen,) = call_as(cast.helpline, escalations.list_decisions, escalation["id"])
    assert "posted_by_client_id" not in seen
