"""A new report of an old post needs a new look: nothing that was found before it was reported is applied to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services import escalations
from services.core import clock
from services.policy.field_access import ResourceView
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
    transition_escalation,
)
from tests.support.incident_views import read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.markers import slow
from tests.support.service_calls import call_as, try_as

OUTCOME_FIELDS = ("escalation_state", "outcome_code", "decline_reason", "verification", "wording")


def read_outcome(reporter: UUID, incident: ResourceView) -> list[object]:
    """Return the fields of the incident's only link that state an outcome."""
    link = read_only_link(reporter, incident)
    return [link[field] for field in OUTCOME_FIELDS]


def decide_first_report(
    parties: factories.Parties, url: str, *actions: str, decide: Callable[[UUID], Any] = removal_input
) -> ResourceView:
    """Let one school report the link and the platform decide; verify it and close the escalation as `actions` say."""
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, decide(list_subject_ids(first)[0]))
    if "verify" in actions:
        record_verification(parties.helpline, escalation, list_subject_ids(first)[0])
    if "close" in actions:
        transition_escalation(parties.helpline, escalation, "close")
    run_pending_jobs()
    return escalation


@pytest.mark.parametrize("decide", [removal_input, decline_input])
@pytest.mark.parametrize("actions", [(), ("verify",), ("close",), ("verify", "close")])
def test_an_earlier_outcome_is_not_applied_to_a_new_report(
    parties: factories.Parties, actions: tuple[str, ...], decide: Callable[[UUID], Any]
) -> None:
    url = new_clip_url()
    decide_first_report(parties, url, *actions, decide=decide)
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    assert read_state(parties.other_school, late) == "accepted"
    assert read_outcome(parties.other_school, late) == [None] * 5


def test_a_decision_that_is_recorded_later_but_was_taken_earlier_is_not_applied(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    decided_at = clock.now()
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]), decided_at=decided_at)
    run_pending_jobs()
    assert read_only_link(parties.school, first)["outcome_code"] == "content_removed"
    assert read_outcome(parties.other_school, late)[1:] == [None] * 4
    assert read_state(parties.other_school, late) != "partially_resolved"


def test_a_check_that_is_recorded_later_but_was_made_earlier_is_not_applied(parties: factories.Parties) -> None:
    url = new_clip_url()
    escalation = decide_first_report(parties, url)
    checked_at = clock.now()
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    call_as(
        parties.helpline,
        escalations.record_verification,
        list_subject_ids(late)[0],
        escalation_id=escalation["id"],
        method="helpline_manual",
        result="gone",
        checked_at=checked_at,
        wording="We looked again this morning.",
    )
    run_pending_jobs()
    assert read_outcome(parties.other_school, late) == [None] * 5
    assert read_state(parties.other_school, late) == "accepted"


def test_a_new_check_resolves_a_new_report_and_a_new_escalation_decides_it(parties: factories.Parties) -> None:
    # given a report of a post that was decided and verified before
    url = new_clip_url()
    escalation = decide_first_report(parties, url, "verify", "close")
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    # when the helpline looks again, then the reporter gets what it found, and nothing of the old decision
    record_verification(parties.helpline, escalation, list_subject_ids(late)[0])
    run_pending_jobs()
    assert read_outcome(parties.other_school, late) == ["verified", None, None, "gone", "We looked again today."]
    assert read_state(parties.other_school, late) == "resolved"
    # and when the post is escalated anew, then the new decision counts
    again = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(late))
    record_decision(parties.platform, again, decline_input(list_subject_ids(late)[0]))
    run_pending_jobs()
    assert read_only_link(parties.other_school, late)["outcome_code"] == "no_action"


def test_a_post_that_a_new_check_finds_live_stays_unescalated(parties: factories.Parties) -> None:
    url = new_clip_url()
    escalation = decide_first_report(parties, url, decide=decline_input)
    late = create_accepted_incident(parties.helpline, parties.other_school, url)
    record_verification(parties.helpline, escalation, list_subject_ids(late)[0], result="live")
    run_pending_jobs()
    assert read_outcome(parties.other_school, late)[:4] == [None, None, None, "live"]
    assert read_state(parties.other_school, late) == "accepted"
    assert (
        try_as(
            parties.helpline,
            escalations.open_escalation,
            **factories.escalation_input(parties.platform, list_subject_ids(late)),
        )
        == "allowed"
    )


class World:
    """Two schools that report the same post, a platform that decides and a helpline that checks, in any order.

    Every step happens in a minute of its own, so that what is older is certain.
    """

    def __init__(self, parties: factories.Parties) -> None:
        self.parties, self.url = parties, new_clip_url()
        self.now = clock.now() - timedelta(days=2)
        self.incidents: dict[UUID, ResourceView] = {}
        self.reported: dict[UUID, datetime] = {}
        self.escalations: list[ResourceView] = []
        self.decided: list[datetime] = []
        self.checked: list[datetime] = []

    def report(self, school: UUID) -> None:
        """Report the post, once for each school."""
        if school not in self.incidents:
            self.incidents[school] = factories.create_incident(school, self.url)
            self.reported[school] = self.now

    def accept(self, school: UUID) -> None:
        """Accept the school's report."""
        incident = self.incidents.get(school)
        if incident and read_state(school, incident) == "submitted":
            factories.transition_incident(self.parties.helpline, incident, "triage", "accept")

    def escalate(self, school: UUID) -> None:
        """Escalate the post, if the school's report allows it."""
        if school not in self.incidents:
            return
        subject_ids = list_subject_ids(self.incidents[school])
        inputs = factories.escalation_input(self.parties.platform, subject_ids)
        if try_as(self.parties.helpline, escalations.open_escalation, **inputs) == "allowed":
            self.escalations.append(create_sent_escalation(self.parties.helpline, self.parties.platform, subject_ids))

    def decide(self, _school: UUID) -> None:
        """Decide in the newest escalation, unless it is decided."""
        if self.escalations:
            escalation = self.escalations[-1]
            decision = factories.decision_input(removal_input(escalation["subjects"][0]["subject_id"]))
            if (
                try_as(self.parties.platform, escalations.record_decision, escalation["id"], **decision) == "allowed"
                and call_as(self.parties.helpline, escalations.get_escalation, escalation["id"])["state"] != "closed"
            ):
                call_as(self.parties.platform, escalations.record_decision, escalation["id"], **decision)
                self.decided.append(self.now)

    def verify(self, _school: UUID) -> None:
        """Check the post in the newest escalation, once it is decided."""
        if self.escalations and self.decided:
            escalation = self.escalations[-1]
            check = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone"}
            subject_id = escalation["subjects"][0]["subject_id"]
            if try_as(self.parties.helpline, escalations.record_verification, subject_id, **check) == "allowed":
                record_verification(self.parties.helpline, escalation, subject_id)
                self.checked.append(self.now)

    def close(self, _school: UUID) -> None:
        """Close the newest escalation, once it is decided."""
        if self.escalations:
            view = call_as(self.parties.helpline, escalations.get_escalation, self.escalations[-1]["id"])
            if view["state"] in ("actioned", "verified"):
                transition_escalation(self.parties.helpline, view, "close")

    def check(self) -> None:
        """Check that no school sees anything older than its report."""
        for school, incident in self.incidents.items():
            link = read_only_link(school, incident)
            is_decided_since = any(moment > self.reported[school] for moment in self.decided)
            is_checked_since = any(moment > self.reported[school] for moment in self.checked)
            assert link["outcome_code"] is None or is_decided_since
            assert (link["verification"] is link["wording"] is None) or is_checked_since
            assert link["escalation_state"] not in ("decided", "verified") or is_decided_since or is_checked_since
            assert read_state(school, incident) != "resolved" or is_checked_since


def play(parties: factories.Parties, seed: int, length: int) -> None:
    """Play a generated order of steps, and check after each what both schools see."""
    rng, world = random.Random(seed), World(parties)
    steps = [world.report, world.accept, world.escalate, world.decide, world.verify, world.close]
    for _ in range(length):
        world.now += timedelta(minutes=1)
        with clock.freeze_time(world.now):
            rng.choice(steps)(rng.choice((parties.school, parties.other_school)))
            run_pending_jobs()
            world.check()


@pytest.mark.parametrize("seed", range(3))
def test_nothing_older_than_a_report_is_applied_to_it_in_any_order(parties: factories.Parties, seed: int) -> None:
    play(parties, seed, length=25)


@slow
@pytest.mark.parametrize("seed", range(3, 40))
def test_nothing_older_than_a_report_is_applied_to_it_in_many_orders(parties: factories.Parties, seed: int) -> None:
    play(parties, seed, length=40)
