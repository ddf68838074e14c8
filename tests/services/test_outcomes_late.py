"""Who comes late is told where things stand, and not that somebody else had been there first."""

from __future__ import annotations

import pytest

from services import incidents
from tests import factories
from tests.factories import accepted, clip, decided, removed, sent, subjects_of, verified
from tests.support.acting import act, work_off
from tests.support.reporting import link, links, state, told

CLOCKS = ("due_ack_at", "due_decision_at")


def test_who_is_accepted_after_the_escalation_was_sent_is_told_where_it_stands(cast: factories.Cast) -> None:
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    factories.pushed(cast.platform, escalation, "acknowledge")
    late = accepted(cast.helpline, cast.other_school, url)
    work_off()
    standing = link(cast.other_school, late)
    assert (state(cast.other_school, late), standing["escalation_state"]) == ("in_escalation", "acknowledged")
    # Clocks that began before its report would tell that somebody else had been there first.
    assert [standing[name] for name in CLOCKS] == [None, None]
    assert all(link(cast.school, first)[name] is not None for name in CLOCKS)


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
    work_off()
    late = early or factories.reported(cast.other_school, url)
    assert link(cast.other_school, late)["outcome_code"] is None
    factories.moved(cast.helpline, late, "triage", "accept")
    work_off()
    assert state(cast.other_school, late) == "resolved"
    assert link(cast.other_school, late)["outcome_code"] == "content_removed"
    assert told(cast.other_school).count("incident.outcome_recorded") == 1
    history = act(cast.other_school, incidents.read_transitions, late["id"])["history"]
    assert [(move["action"], move["by"]) for move in history[2:]] == [
        ("escalate", "system"),
        ("apply_outcome", "system"),
    ]


def test_a_link_that_is_added_later_is_told_too(cast: factories.Cast) -> None:
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    decided(cast.platform, escalation, removed(subjects_of(first)[0]))
    other = accepted(cast.helpline, cast.other_school)
    work_off()
    act(cast.other_school, incidents.add_subject, other["id"], url=url, role="related")
    work_off()
    outcomes = {one["role"]: one["outcome_code"] for one in links(cast.other_school, other)}
    assert outcomes == {"primary": None, "related": "content_removed"}
    assert state(cast.other_school, other) == "in_escalation"
