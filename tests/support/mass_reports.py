"""One clip that many schools reported, a decision on it, and what every school must have heard in the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import psycopg

from services import incidents
from services.events import feed
from services.policy.actor import Kind
from tests import factories
from tests.factories import list_subject_ids
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as

PATIENCE = 40
OUTCOME_EVENTS = "select count(*) from event where kind = 'incident.outcome_recorded'"


@dataclass(frozen=True, slots=True)
class MassReport:
    """One clip that many schools reported, each several times, and the platform's decision on it."""

    helpline: UUID
    schools: list[UUID]
    incidents: list[UUID]


def create_decided_mass_report(schools: int, reports_each: int) -> MassReport:
    """Everything is done but the telling, which waits in the queue."""
    helpline = factories.create_organisation(Kind.HELPLINE)
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok")
    reporters = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(schools)]
    factories.create_agreement(helpline, platform, *reporters)
    clip = factories.new_clip_url()
    made = [_accepted(helpline, school, clip) for _ in range(reports_each) for school in reporters]
    (subject,) = list_subject_ids(call_as(helpline, incidents.read_incident, made[0]))
    escalation = factories.create_sent_escalation(helpline, platform, [subject])
    run_pending_jobs()
    factories.record_decision(platform, escalation, factories.removal_input(subject))
    return MassReport(helpline, reporters, sorted(made))


def _accepted(helpline: UUID, school: UUID, clip: str) -> UUID:
    incident_id: UUID = factories.create_incident(school, clip)["id"]
    for version, action in enumerate(("triage", "accept"), start=1):
        call_as(helpline, incidents.move, incident_id, expected=version, action=action)
    return incident_id


def count_outcome_events(database: Database) -> int:
    """How many outcomes are on the record."""
    with psycopg.connect(database.auditor_url) as auditor:
        return int(auditor.execute(OUTCOME_EVENTS).fetchall()[0][0])


def assert_outcomes_published_once(trend: MassReport) -> None:
    """Each incident has its outcome, once, in a feed without gaps."""
    outcomes: Counter[UUID] = Counter()
    for school in trend.schools:
        entries = call_as(school, feed.read_changes, None, 1000).entries
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        mine = [entry["resource_id"] for entry in entries if entry["kind"] == "incident.outcome_recorded"]
        outcomes.update(mine)
        for incident in mine:
            seen = call_as(school, incidents.read_incident, incident)
            assert [link["outcome_code"] for link in seen["subjects"]] == ["content_removed"]
            assert seen["state"] == "partially_resolved"
    assert outcomes == Counter(trend.incidents)
    head = call_as(trend.helpline, feed.read_feed_position)
    entries = call_as(trend.helpline, feed.read_changes, None, 10_000).entries
    assert [entry["seq"] for entry in entries] == list(range(1, head.seq + 1))


def until(condition: Callable[[], bool]) -> None:
    """Wait for it."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)
