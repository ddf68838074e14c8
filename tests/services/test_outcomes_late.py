"""Who comes late is told where things stand, and not that somebody else had been there first."""

from __future__ import annotations

import pytest

from services import incidents
from services.core.errors import Conflict
from tests import factories
from tests.factories import accepted, clip, decided, declined, removed, sent, subjects_of, verified
from tests.support.jobs import run_pending_jobs
from tests.support.reporting import link, links, state, told
from tests.support.service_calls import call_as
from tests.support.snapshots import views_of

CLOCKS = ("due_ack_at", "due_decision_at")


def test_who_is_accepted_after_the_escalation_was_sent_is_told_where_it_stands(cast: factories.Cast) -> None:
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    factories.pushed(cast.platform, escalation, "acknowledge")
    late = accepted(cast.helpline, cast.other_school, url)
    run_pending_jobs()
    standing = link(cast.other_school, late)
    assert (state(cast.other_school, late), standing["escalation_state"]) == ("in_escalation", "acknowledged")
    # Clocks that began before its report, or none at all, would tell that somebody else had been there first.
    own = link(cast.school, first)
    assert all(standing[name] > own[name] > standing["added_at"] for name in CLOCKS)


@pytest.mark.parametrize("reported_before", [True, False])
def test_who_is_accepted_after_the_decision_has_its_outcome_at_once(
    cast: factories.Cast, reported_before: bool
) -> None:
    url = clip()
    early = factories.reported(cast.other_school, url) if reported_before else None
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    decided(cast.platform, escalation, removed(subjects_of(first)[0]))
    verified(cast.helpline, escalation, subjects_of(first)[0])
    run_pending_jobs()
    late = early or factories.reported(cast.other_school, url)
    assert link(cast.other_school, late)["outcome_code"] is None
    factories.moved(cast.helpline, late, "triage", "accept")
    run_pending_jobs()
    assert state(cast.other_school, late) == "resolved"
    assert link(cast.other_school, late)["outcome_code"] == "content_removed"
    assert told(cast.other_school).count("incident.outcome_recorded") == 1
    history = call_as(cast.other_school, incidents.read_transitions, late["id"])["history"]
    assert [(move["action"], move["by"]) for move in history[2:]] == [
        ("escalate", "system"),
        ("apply_outcome", "system"),
    ]


def test_nobody_can_ask_what_others_reported_by_adding_links_to_an_accepted_incident(cast: factories.Cast) -> None:
    # given a link that another school reported and the platform has decided
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    decided(cast.platform, escalation, removed(subjects_of(first)[0]))
    # when a school adds it to a report that nobody has accepted yet
    other = factories.reported(cast.other_school)
    call_as(cast.other_school, incidents.add_subject, other["id"], url=url, role="related")
    run_pending_jobs()
    # then nothing is told of it; and once the incident is accepted, no link can be added any more
    assert all(one["escalation_state"] is one["outcome_code"] is None for one in links(cast.other_school, other))
    factories.moved(cast.helpline, other, "triage", "accept")
    for probe in (url, clip()):
        with pytest.raises(Conflict, match="before an incident is accepted"):
            call_as(cast.other_school, incidents.add_subject, other["id"], url=probe, role="related")


def test_what_becomes_of_the_other_links_of_an_escalation_is_told_to_nobody_else(cast: factories.Cast) -> None:
    # given one escalation of two schools' links, and the second school's is decided and found gone
    first, second = (accepted(cast.helpline, school) for school in (cast.school, cast.other_school))
    (theirs,), (ours,) = subjects_of(first), subjects_of(second)
    escalation = sent(cast.helpline, cast.platform, [theirs, ours])
    decided(cast.platform, escalation, removed(ours))
    verified(cast.helpline, escalation, ours)
    run_pending_jobs()
    before = views_of(cast.other_school)
    assert link(cast.other_school, second)["escalation_state"] == "verified"
    # when the platform declines the other one, and the helpline looks at it and closes
    decided(cast.platform, escalation, declined(theirs))
    run_pending_jobs()
    verified(cast.helpline, escalation, theirs, result="live")
    factories.pushed(cast.helpline, escalation, "close")
    run_pending_jobs()
    # then nothing that the second school can read has changed, to the byte
    assert views_of(cast.other_school) == before
    assert link(cast.school, first)["outcome_code"] == "no_action"


def test_an_outcome_stands_until_there_is_a_newer_one(cast: factories.Cast) -> None:
    # given a resolved incident whose escalation is closed
    incident = accepted(cast.helpline, cast.school)
    (subject,) = subjects_of(incident)
    escalation = sent(cast.helpline, cast.platform, [subject])
    decided(cast.platform, escalation, removed(subject))
    verified(cast.helpline, escalation, subject)
    factories.pushed(cast.helpline, escalation, "close")
    run_pending_jobs()
    # when the subject is escalated again
    again = sent(cast.helpline, cast.platform, [subject])
    run_pending_jobs()
    # then the outcome is not unsaid
    assert link(cast.school, incident)["outcome_code"] == "content_removed"
    # and the new one moves the incident
    decided(cast.platform, again, declined(subject))
    run_pending_jobs()
    assert (link(cast.school, incident)["outcome_code"], state(cast.school, incident)) == (
        "no_action",
        "partially_resolved",
    )
