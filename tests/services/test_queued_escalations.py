"""A queued escalation can be cancelled or reduced, and one withdrawal holds up nobody else's subject."""

from __future__ import annotations

import pytest

from services import escalations
from services.core.errors import Invalid
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import (
    create_accepted_incident,
    create_escalation,
    list_subject_ids,
    new_clip_url,
    transition_escalation,
    transition_incident,
)
from tests.support.incident_views import list_event_kinds, read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_views


def queue_two_reports(parties: factories.Parties) -> tuple[ResourceView, ResourceView, ResourceView]:
    """Return incidents of two schools with a link each, and a queued escalation of both links."""
    first = create_accepted_incident(parties.helpline, parties.school, harm_categories=["threat"])
    second = create_accepted_incident(parties.helpline, parties.other_school, harm_categories=["hate"])
    run_pending_jobs()
    return first, second, create_escalation(parties.helpline, parties.platform, list_subject_ids(first, second))


def read_as_helpline(parties: factories.Parties, escalation: ResourceView) -> ResourceView:
    """Return the escalation as it is now."""
    return call_as(parties.helpline, escalations.get_escalation, escalation["id"])


def test_a_withdrawn_report_drops_out_at_sending_and_holds_up_nobody(parties: factories.Parties) -> None:
    # given two reports in one queued escalation, of which the first is withdrawn
    first, second, queued = queue_two_reports(parties)
    transition_incident(parties.school, first, "withdraw")
    run_pending_jobs()
    # when the helpline sends it
    sent = transition_escalation(parties.helpline, queued, "send")
    run_pending_jobs()
    # then the other subject reaches the platform, with nothing of the withdrawn report
    assert (sent["state"], list_subject_ids(sent)) == ("sent", list_subject_ids(second))
    view = call_as(parties.platform, escalations.get_escalation, queued["id"])
    assert (view["harm_categories"], view["source_incident_count_band"]) == (["hate"], "1")
    assert read_only_link(parties.other_school, second)["escalation_state"] == "sent"
    assert read_only_link(parties.school, first)["escalation_state"] is None
    assert str(list_subject_ids(first)[0]) not in dump_views(parties.platform).decode()


def test_an_escalation_of_withdrawn_reports_only_is_cancelled_by_itself(parties: factories.Parties) -> None:
    first, second, queued = queue_two_reports(parties)
    before = dump_views(parties.platform), dump_views(parties.union)
    transition_incident(parties.school, first, "withdraw")
    run_pending_jobs()
    assert read_as_helpline(parties, queued)["state"] == "queued"
    transition_incident(parties.other_school, second, "withdraw")
    run_pending_jobs()
    assert read_as_helpline(parties, queued)["state"] == "cancelled"
    assert list_event_kinds(parties.helpline).count("escalation.cancelled") == 1
    assert (dump_views(parties.platform), dump_views(parties.union)) == before


def test_an_escalation_of_withdrawn_reports_only_is_cancelled_when_it_is_sent_before_the_job_has_run(
    parties: factories.Parties,
) -> None:
    first, second, queued = queue_two_reports(parties)
    transition_incident(parties.school, first, "withdraw")
    transition_incident(parties.other_school, second, "withdraw")
    sent = transition_escalation(parties.helpline, queued, "send")
    run_pending_jobs()
    assert (sent["state"], sent["sent_at"]) == ("cancelled", None)
    assert try_as(parties.platform, escalations.get_escalation, queued["id"]) == "NotFound"


def test_a_cancelled_escalation_leaves_its_subjects_free(parties: factories.Parties) -> None:
    first, second, queued = queue_two_reports(parties)
    before = dump_views(parties.school), dump_views(parties.platform)
    cancelled = transition_escalation(parties.helpline, queued, "cancel")
    run_pending_jobs()
    # nobody but the helpline notices
    assert cancelled["state"] == "cancelled"
    assert (dump_views(parties.school), dump_views(parties.platform)) == before
    # and both subjects can be escalated again
    again = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first, second))
    run_pending_jobs()
    assert again["state"] == "sent"
    assert read_state(parties.school, first) == "in_escalation"


def test_subjects_can_be_removed_while_the_escalation_is_queued(parties: factories.Parties) -> None:
    first, second, queued = queue_two_reports(parties)
    (first_subject,), (second_subject,) = list_subject_ids(first), list_subject_ids(second)
    reduced = transition_escalation(parties.helpline, queued, "remove_subjects", subject_ids=[first_subject])
    assert (reduced["state"], reduced["version"]) == ("queued", queued["version"] + 1)
    assert (list_subject_ids(reduced), reduced["harm_categories"]) == ([second_subject], ["hate"])
    # the removed subject is free
    create_escalation(parties.helpline, parties.platform, [first_subject])
    # and removing the last one cancels the escalation
    emptied = transition_escalation(parties.helpline, reduced, "remove_subjects", subject_ids=[second_subject])
    assert emptied["state"] == "cancelled"


@pytest.mark.parametrize(
    ("action", "names_foreign_subject", "code"),
    [
        ("remove_subjects", None, "required"),
        ("remove_subjects", True, "unknown_subject"),
        ("send", False, "subjects_not_taken"),
        ("cancel", False, "subjects_not_taken"),
    ],
)
def test_the_subjects_to_remove_must_be_those_of_the_escalation(
    parties: factories.Parties, action: str, names_foreign_subject: bool | None, code: str
) -> None:
    _, second, queued = queue_two_reports(parties)
    foreign = create_accepted_incident(parties.helpline, parties.school, new_clip_url())
    subject_ids = list_subject_ids(foreign if names_foreign_subject else second)
    error = catch_error_as(
        parties.helpline,
        escalations.transition_escalation,
        queued["id"],
        expected_version=queued["version"],
        action=action,
        subject_ids=None if names_foreign_subject is None else subject_ids,
    )
    assert isinstance(error, Invalid)
    assert [fault.code for fault in error.field_errors] == [code]


@pytest.mark.parametrize("state", ["sent", "acknowledged"])
def test_what_the_platform_has_seen_can_be_neither_cancelled_nor_reduced(
    parties: factories.Parties, state: str
) -> None:
    first, _, queued = queue_two_reports(parties)
    escalation = transition_escalation(parties.helpline, queued, "send")
    if state == "acknowledged":
        escalation = transition_escalation(parties.platform, escalation, "acknowledge")
    for inputs in ({"action": "cancel"}, {"action": "remove_subjects", "subject_ids": list_subject_ids(first)}):
        for organisation in (parties.helpline, parties.platform):
            result = try_as(
                organisation,
                escalations.transition_escalation,
                escalation["id"],
                expected_version=escalation["version"],
                **inputs,
            )
            assert result == ("Conflict" if organisation == parties.helpline else "Forbidden")


def test_sending_raises_the_version_by_one(parties: factories.Parties) -> None:
    _, _, queued = queue_two_reports(parties)
    sent = transition_escalation(parties.helpline, queued, "send")
    assert sent["version"] == queued["version"] + 1
