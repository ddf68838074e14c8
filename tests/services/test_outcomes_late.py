"""Late reporters follow an open escalation of their link, and cannot detect that others reported it earlier."""

from __future__ import annotations

import pytest

from services import incidents
from services.core.errors import Conflict
from tests import factories
from tests.factories import (
    create_accepted_incident,
    create_sent_escalation,
    decline_input,
    list_subject_ids,
    new_clip_url,
    record_decision,
    record_verification,
    removal_input,
)
from tests.support.incident_views import list_links, read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as
from tests.support.snapshots import dump_views

DEADLINES = ("due_ack_at", "due_decision_at")


def test_incidents_accepted_after_the_escalation_was_sent_get_its_state(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    factories.transition_escalation(parties.platform, escalation, "acknowledge")
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    late_link = read_only_link(parties.other_school, late)
    assert (read_state(parties.other_school, late), late_link["escalation_state"]) == ("in_escalation", "acknowledged")
    # Deadlines counted from before its report, or none at all, would reveal that somebody else reported it earlier.
    first_link = read_only_link(parties.school, first)
    # On a day without work the deadlines of both begin with the next working day.
    assert all(late_link[field] >= first_link[field] > late_link["added_at"] for field in DEADLINES)


def test_an_incident_reported_before_the_decision_gets_its_outcome_after_acceptance(
    parties: factories.Parties,
) -> None:
    # given two reports of one link before the platform decides, of which one is accepted after it
    url = new_clip_url()
    late = factories.create_incident(parties.other_school, url)
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    record_verification(parties.helpline, escalation, list_subject_ids(first)[0])
    run_pending_jobs()
    assert read_only_link(parties.other_school, late)["outcome_code"] is None
    # when it is accepted
    factories.transition_incident(parties.helpline, late, "triage", "accept")
    run_pending_jobs()
    # then it goes through every step, as the other one did
    assert read_state(parties.other_school, late) == "resolved"
    assert read_only_link(parties.other_school, late)["outcome_code"] == "content_removed"
    history = call_as(parties.other_school, incidents.list_incident_transitions, late["id"])["history"]
    assert [(move["action"], move["target"]) for move in history[2:]] == [
        ("escalate", "in_escalation"),
        ("apply_outcome", "partially_resolved"),
        ("apply_outcome", "resolved"),
    ]


def test_adding_links_does_not_reveal_what_others_reported(
    parties: factories.Parties,
) -> None:
    # given a link that another school reported and the platform has decided
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    # when another school adds it to an incident that is not accepted yet
    unaccepted = factories.create_incident(parties.other_school)
    call_as(parties.other_school, incidents.add_subject, unaccepted["id"], **factories.link_input(url))
    run_pending_jobs()
    # then the link shows no outcome; and after the incident is accepted, no link can be added
    assert all(
        link["escalation_state"] is link["outcome_code"] is None
        for link in list_links(parties.other_school, unaccepted)
    )
    factories.transition_incident(parties.helpline, unaccepted, "triage", "accept")
    for probe_url in (url, new_clip_url()):
        with pytest.raises(Conflict, match="before an incident is accepted"):
            call_as(parties.other_school, incidents.add_subject, unaccepted["id"], **factories.link_input(probe_url))


def test_reporters_cannot_detect_decisions_on_other_links_of_the_same_escalation(parties: factories.Parties) -> None:
    # given one escalation of two schools' links; the second school's is decided and verified as gone
    first, second = (
        create_accepted_incident(parties.helpline, school) for school in (parties.school, parties.other_school)
    )
    (first_subject,), (second_subject,) = list_subject_ids(first), list_subject_ids(second)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [first_subject, second_subject])
    record_decision(parties.platform, escalation, removal_input(second_subject))
    record_verification(parties.helpline, escalation, second_subject)
    run_pending_jobs()
    before = dump_views(parties.other_school)
    assert read_only_link(parties.other_school, second)["escalation_state"] == "verified"
    # when the platform declines the other one, the helpline verifies it and closes the escalation
    record_decision(parties.platform, escalation, decline_input(first_subject))
    run_pending_jobs()
    record_verification(parties.helpline, escalation, first_subject, result="live")
    factories.transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    # then nothing has changed for the second school
    assert dump_views(parties.other_school) == before
    assert read_only_link(parties.school, first)["outcome_code"] == "no_action"


def test_an_outcome_is_kept_until_there_is_a_newer_one(parties: factories.Parties) -> None:
    # given a resolved incident whose escalation is closed
    incident = create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    record_decision(parties.platform, escalation, removal_input(subject_id))
    record_verification(parties.helpline, escalation, subject_id)
    factories.transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    # when the subject is escalated again
    second_escalation = create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    run_pending_jobs()
    # then the outcome is kept
    assert read_only_link(parties.school, incident)["outcome_code"] == "content_removed"
    # and the next decision replaces it
    record_decision(parties.platform, second_escalation, decline_input(subject_id))
    run_pending_jobs()
    assert (read_only_link(parties.school, incident)["outcome_code"], read_state(parties.school, incident)) == (
        "no_action",
        "partially_resolved",
    )
