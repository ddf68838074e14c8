"""Who comes late is told where things stand, and not that somebody else had been there first."""

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
from tests.support.incident_views import list_event_kinds, list_links, read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as
from tests.support.snapshots import dump_views

CLOCKS = ("due_ack_at", "due_decision_at")


def test_who_is_accepted_after_the_escalation_was_sent_is_told_where_it_stands(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    factories.transition_escalation(parties.platform, escalation, "acknowledge")
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    standing = read_only_link(parties.other_school, late)
    assert (read_state(parties.other_school, late), standing["escalation_state"]) == ("in_escalation", "acknowledged")
    # Clocks that began before its report, or none at all, would tell that somebody else had been there first.
    own = read_only_link(parties.school, first)
    assert all(standing[name] > own[name] > standing["added_at"] for name in CLOCKS)


@pytest.mark.parametrize("reported_before", [True, False])
def test_who_is_accepted_after_the_decision_has_its_outcome_at_once(
    parties: factories.Parties, reported_before: bool
) -> None:
    url = new_clip_url()
    early = factories.create_incident(parties.other_school, url) if reported_before else None
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    record_verification(parties.helpline, escalation, list_subject_ids(first)[0])
    run_pending_jobs()
    late = early or factories.create_incident(parties.other_school, url)
    assert read_only_link(parties.other_school, late)["outcome_code"] is None
    factories.transition_incident(parties.helpline, late, "triage", "accept")
    run_pending_jobs()
    assert read_state(parties.other_school, late) == "resolved"
    assert read_only_link(parties.other_school, late)["outcome_code"] == "content_removed"
    assert list_event_kinds(parties.other_school).count("incident.outcome_recorded") == 1
    history = call_as(parties.other_school, incidents.read_transitions, late["id"])["history"]
    assert [(move["action"], move["by"]) for move in history[2:]] == [
        ("escalate", "system"),
        ("apply_outcome", "system"),
    ]


def test_nobody_can_ask_what_others_reported_by_adding_links_to_an_accepted_incident(
    parties: factories.Parties,
) -> None:
    # given a link that another school reported and the platform has decided
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    # when a school adds it to a report that nobody has accepted yet
    other = factories.create_incident(parties.other_school)
    call_as(parties.other_school, incidents.add_subject, other["id"], url=url, role="related")
    run_pending_jobs()
    # then nothing is told of it; and once the incident is accepted, no link can be added any more
    assert all(
        one["escalation_state"] is one["outcome_code"] is None for one in list_links(parties.other_school, other)
    )
    factories.transition_incident(parties.helpline, other, "triage", "accept")
    for probe in (url, new_clip_url()):
        with pytest.raises(Conflict, match="before an incident is accepted"):
            call_as(parties.other_school, incidents.add_subject, other["id"], url=probe, role="related")


def test_what_becomes_of_the_other_links_of_an_escalation_is_told_to_nobody_else(parties: factories.Parties) -> None:
    # given one escalation of two schools' links, and the second school's is decided and found gone
    first, second = (
        create_accepted_incident(parties.helpline, school) for school in (parties.school, parties.other_school)
    )
    (theirs,), (ours,) = list_subject_ids(first), list_subject_ids(second)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [theirs, ours])
    record_decision(parties.platform, escalation, removal_input(ours))
    record_verification(parties.helpline, escalation, ours)
    run_pending_jobs()
    before = dump_views(parties.other_school)
    assert read_only_link(parties.other_school, second)["escalation_state"] == "verified"
    # when the platform declines the other one, and the helpline looks at it and closes
    record_decision(parties.platform, escalation, decline_input(theirs))
    run_pending_jobs()
    record_verification(parties.helpline, escalation, theirs, result="live")
    factories.transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    # then nothing that the second school can read has changed, to the byte
    assert dump_views(parties.other_school) == before
    assert read_only_link(parties.school, first)["outcome_code"] == "no_action"


def test_an_outcome_stands_until_there_is_a_newer_one(parties: factories.Parties) -> None:
    # given a resolved incident whose escalation is closed
    incident = create_accepted_incident(parties.helpline, parties.school)
    (subject,) = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [subject])
    record_decision(parties.platform, escalation, removal_input(subject))
    record_verification(parties.helpline, escalation, subject)
    factories.transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    # when the subject is escalated again
    again = create_sent_escalation(parties.helpline, parties.platform, [subject])
    run_pending_jobs()
    # then the outcome is not unsaid
    assert read_only_link(parties.school, incident)["outcome_code"] == "content_removed"
    # and the new one moves the incident
    record_decision(parties.platform, again, decline_input(subject))
    run_pending_jobs()
    assert (read_only_link(parties.school, incident)["outcome_code"], read_state(parties.school, incident)) == (
        "no_action",
        "partially_resolved",
    )
