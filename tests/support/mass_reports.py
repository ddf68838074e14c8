"""A clip that many schools reported, the platform's decision on it, and its outcome in the feed of every school."""

from __future__ import annotations

from collections import Counter
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

OUTCOME_EVENTS = "select count(*) from event where kind = 'incident.outcome_recorded'"
ALL = 10_000


@dataclass(frozen=True, slots=True)
class MassReport:
    """The incidents, sorted by id, in which these schools reported the same clip."""

    helpline: UUID
    schools: list[UUID]
    incidents: list[UUID]


def create_decided_mass_report(schools: int, reports_each: int) -> MassReport:
    """Report, escalate and decide on one clip; the job that publishes the outcome stays in the queue."""
    helpline = factories.create_organisation(Kind.HELPLINE)
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok")
    reporters = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(schools)]
    factories.create_agreement(helpline, platform, *reporters)
    url = factories.new_clip_url()
    incident_ids = [_report_and_accept(helpline, school, url) for _ in range(reports_each) for school in reporters]
    (subject_id,) = list_subject_ids(call_as(helpline, incidents.get_incident, incident_ids[0]))
    escalation = factories.create_sent_escalation(helpline, platform, [subject_id])
    run_pending_jobs()
    factories.record_decision(platform, escalation, factories.removal_input(subject_id))
    return MassReport(helpline, reporters, sorted(incident_ids))


def _report_and_accept(helpline: UUID, school: UUID, url: str) -> UUID:
    incident_id: UUID = factories.create_incident(school, url)["id"]
    for version, action in enumerate(("triage", "accept"), start=1):
        call_as(helpline, incidents.transition_incident, incident_id, expected_version=version, action=action)
    return incident_id


def count_outcome_events(database: Database) -> int:
    """Return the number of recorded events that publish an outcome to a reporter."""
    with psycopg.connect(database.auditor_url) as auditor:
        return int(auditor.execute(OUTCOME_EVENTS).fetchall()[0][0])


def assert_outcomes_published_once(mass_report: MassReport) -> None:
    """Fail unless each incident has its outcome, exactly once, in feeds without gaps."""
    outcomes: Counter[UUID] = Counter()
    for school in mass_report.schools:
        entries = call_as(school, feed.read_changes, None, ALL).entries
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        incident_ids = [entry["resource_id"] for entry in entries if entry["kind"] == "incident.outcome_recorded"]
        outcomes.update(incident_ids)
        for incident_id in incident_ids:
            incident = call_as(school, incidents.get_incident, incident_id)
            assert [link["outcome_code"] for link in incident["subjects"]] == ["content_removed"]
            assert incident["state"] == "partially_resolved"
    assert outcomes == Counter(mass_report.incidents)
    position = call_as(mass_report.helpline, feed.read_feed_position)
    entries = call_as(mass_report.helpline, feed.read_changes, None, ALL).entries
    assert [entry["seq"] for entry in entries] == list(range(1, position.seq + 1))
