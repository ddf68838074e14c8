"""A subject is part of one open escalation at a time, also when two requests come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest

from services import escalations
from services.core.errors import DomainError
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
from tests.support.incident_views import read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, try_as

THREADS = 4


def open_at_once(parties: factories.Parties, subject_ids: list[UUID]) -> list[str]:
    """Open an escalation of the subjects in several threads at once; return the sorted results."""
    barrier = Barrier(THREADS)

    def open_escalation(_number: int) -> str:
        barrier.wait()
        try:
            call_as(
                parties.helpline,
                escalations.open_escalation,
                **factories.escalation_input(parties.platform, subject_ids),
            )
        except DomainError as error:
            return type(error).__name__
        return "allowed"

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(pool.map(open_escalation, range(THREADS)))


@pytest.mark.parametrize("attempt", range(3))
def test_of_simultaneous_escalations_of_a_subject_one_is_opened(parties: factories.Parties, attempt: int) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    create_accepted_incident(parties.helpline, parties.other_school, url)
    assert open_at_once(parties, list_subject_ids(first)) == ["AlreadyEscalated"] * (THREADS - 1) + ["allowed"]


def test_of_simultaneous_escalations_with_one_subject_in_common_one_is_opened(parties: factories.Parties) -> None:
    incidents = [create_accepted_incident(parties.helpline, parties.school) for _ in range(2)]
    assert open_at_once(parties, list_subject_ids(*incidents)).count("allowed") == 1


def test_a_verified_escalation_must_be_closed_before_its_subject_is_escalated_again(
    parties: factories.Parties,
) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school)
    subject_ids = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, subject_ids)
    record_decision(parties.platform, escalation, removal_input(subject_ids[0]))
    record_verification(parties.helpline, escalation, subject_ids[0])
    assert call_as(parties.helpline, escalations.get_escalation, escalation["id"])["state"] == "verified"
    again = factories.escalation_input(parties.platform, subject_ids)
    assert try_as(parties.helpline, escalations.open_escalation, **again) == "AlreadyEscalated"
    assert open_at_once(parties, subject_ids) == ["AlreadyEscalated"] * THREADS
    transition_escalation(parties.helpline, escalation, "close")
    assert try_as(parties.helpline, escalations.open_escalation, **again) == "allowed"


@pytest.mark.parametrize("state", ["queued", "sent", "acknowledged", "under_review", "actioned"])
def test_a_subject_of_an_open_escalation_cannot_be_escalated_again(parties: factories.Parties, state: str) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school)
    subject_ids = list_subject_ids(incident)
    escalation = factories.create_escalation(parties.helpline, parties.platform, subject_ids)
    if state != "queued":
        transition_escalation(parties.helpline, escalation, "send")
    if state in ("acknowledged", "under_review"):
        transition_escalation(parties.platform, escalation, "acknowledge")
    if state == "under_review":
        transition_escalation(parties.platform, escalation, "start_review")
    if state == "actioned":
        record_decision(parties.platform, escalation, removal_input(subject_ids[0]))
    again = factories.escalation_input(parties.platform, subject_ids)
    assert try_as(parties.helpline, escalations.open_escalation, **again) == "AlreadyEscalated"


@pytest.mark.parametrize("other_url", [new_clip_url(), "https://example.org/page"])
def test_an_incident_with_an_unescalated_link_is_not_resolved(parties: factories.Parties, other_url: str) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school, new_clip_url(), other_url)
    subject_id = next(link["subject_id"] for link in incident["subjects"] if link["platform"] == "tiktok")
    escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    record_decision(parties.platform, escalation, removal_input(subject_id))
    record_verification(parties.helpline, escalation, subject_id)
    transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    assert read_state(parties.school, incident) == "partially_resolved"


def test_a_decision_on_a_closed_escalation_reaches_the_school(parties: factories.Parties) -> None:
    # given a resolved incident whose escalation is closed
    incident = create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    record_decision(parties.platform, escalation, removal_input(subject_id))
    record_verification(parties.helpline, escalation, subject_id)
    transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    assert read_state(parties.school, incident) == "resolved"
    # when the platform puts the content back
    decision = {**factories.decline_input(subject_id)}
    record_decision(parties.platform, escalation, decision, change_reason="appeal_upheld")
    run_pending_jobs()
    # then the school sees it
    assert read_state(parties.school, incident) == "partially_resolved"
