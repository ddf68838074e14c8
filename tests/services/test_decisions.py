"""Validation of decisions, and their effect on the state of the escalation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services import escalations
from services.core import clock
from services.core.errors import Invalid
from tests import factories
from tests.factories import Input, decision_input, decline_input, record_decision, removal_input
from tests.support.decisions import (
    catch_decision_error,
    escalate_clips,
    post_decision,
    read_state,
)
from tests.support.service_calls import call_as


@pytest.mark.parametrize("missing", ["decline_reason", "policy_code", "explanation"])
def test_declines_must_give_their_reasons(parties: factories.Parties, missing: str) -> None:
    escalation, (first, second) = escalate_clips(parties, 2)
    error = catch_decision_error(
        parties, escalation, decision_input(removal_input(first), {**decline_input(second), missing: None})
    )
    assert isinstance(error, Invalid)
    assert [(fault.pointer, fault.code) for fault in error.field_errors] == [(f"/subjects/1/{missing}", "required")]


def test_only_declines_can_have_a_decline_reason(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    error = catch_decision_error(
        parties, escalation, decision_input({**removal_input(subject_id), "decline_reason": "duplicate"})
    )
    assert isinstance(error, Invalid)
    assert [fault.code for fault in error.field_errors] == ["not_a_decline"]


def test_subjects_of_other_escalations_get_the_error_of_unknown_subjects(parties: factories.Parties) -> None:
    escalation, _ = escalate_clips(parties)
    _, (foreign_subject_id,) = escalate_clips(parties)
    for subject_id in (foreign_subject_id, uuid4()):
        error = catch_decision_error(parties, escalation, decision_input(removal_input(subject_id)))
        assert isinstance(error, Invalid)
        assert [(fault.pointer, fault.code) for fault in error.field_errors] == [
            ("/subjects/0/subject_id", "unknown_subject")
        ]


def test_each_subject_can_occur_once_in_a_decision(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    error = catch_decision_error(
        parties, escalation, decision_input(removal_input(subject_id), decline_input(subject_id))
    )
    assert isinstance(error, Invalid)
    assert [fault.code for fault in error.field_errors] == ["repeated"]


def test_decided_at_can_be_at_most_5_minutes_in_the_future(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    soon, later = clock.now() + timedelta(minutes=4), clock.now() + timedelta(minutes=6)
    assert catch_decision_error(parties, escalation, decision_input(removal_input(subject_id), decided_at=soon)) is None
    assert isinstance(
        catch_decision_error(parties, escalation, decision_input(removal_input(subject_id), decided_at=later)), Invalid
    )


@pytest.mark.parametrize("field", ["explanation", "facts_neutral"])
def test_texts_of_decisions_cannot_contain_urls(parties: factories.Parties, field: str) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    error = catch_decision_error(
        parties, escalation, decision_input({**decline_input(subject_id), field: "See https://example.org/clip"})
    )
    assert isinstance(error, Invalid)
    assert error.field_errors[0].pointer == f"/subjects/0/{field}"
    assert "example" not in repr(error.field_errors)


def already_gone_input(subject_id: UUID) -> Input:
    """Return a decision about one subject: the content was gone already."""
    return {"subject_id": subject_id, "action": "content_already_gone"}


@pytest.mark.parametrize(
    ("subject_inputs", "expected_state"),
    [
        ((removal_input, removal_input), "actioned"),
        ((removal_input, decline_input), "partially_actioned"),
        ((removal_input, already_gone_input), "partially_actioned"),
        ((already_gone_input, already_gone_input), "already_gone"),
        ((decline_input, decline_input), "declined"),
        ((decline_input, already_gone_input), "partially_actioned"),
    ],
)
def test_the_decision_on_the_last_subject_sets_the_state(
    parties: factories.Parties, subject_inputs: tuple[Callable[[UUID], Input], ...], expected_state: str
) -> None:
    escalation, subject_ids = escalate_clips(parties, 2)
    first, second = (
        build_input(subject_id) for build_input, subject_id in zip(subject_inputs, subject_ids, strict=True)
    )
    post_decision(parties, escalation, decision_input(first))
    assert read_state(parties, escalation) == "sent"
    post_decision(parties, escalation, decision_input(second))
    assert read_state(parties, escalation) == expected_state


def test_platforms_can_decide_without_acknowledging_first(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    post_decision(parties, escalation, decision_input(removal_input(subject_id)))
    history = call_as(parties.helpline, escalations.list_escalation_transitions, escalation["id"])["history"]
    assert [(move["action"], move["target"], move["by"]) for move in history] == [
        ("send", "sent", "helpline"),
        ("record_decision", "actioned", "platform"),
    ]


def test_only_the_platform_sees_which_client_posted_a_decision(parties: factories.Parties) -> None:
    escalation, (subject_id,) = escalate_clips(parties)
    decision = record_decision(parties.platform, escalation, removal_input(subject_id))
    assert decision["posted_by_client_id"] == "client-of-the-tests"
    (helpline_view,) = call_as(parties.helpline, escalations.list_decisions, escalation["id"])
    assert "posted_by_client_id" not in helpline_view
