"""Measure how long one decision takes to reach every reporter: on a post that a thousand incidents contain."""

from __future__ import annotations

import os
import time
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from tests.bench import http_load
from tests.bench.deployment import Deployment
from tests.bench.operations import build_decision
from tests.support.databases import set_environment

INCIDENT_COUNT = 1000
TIMEOUT_SECONDS = 120
POLL_SECONDS = 0.1
# The jobs of the decisions that were measured before would run first.
EMPTY_QUEUE = "truncate procrastinate_jobs cascade"
ADD_SUBJECT_TO_INCIDENTS = """
insert into incident_subject (owner_id, incident_id, subject_id, type, role, warnings, created_at, updated_at)
select owner_id, id, %(subject_id)s, 'video', 'related', '{}', created_at, updated_at from incident
where state in ('accepted', 'in_escalation') limit %(limit)s on conflict do nothing
"""
# Only incidents that were accepted and have no outcome yet get an event.
COUNT_AFFECTED_INCIDENTS = """
select count(*) from incident_subject l join incident i on i.owner_id = l.owner_id and i.id = l.incident_id
where l.subject_id = %(subject_id)s and i.accepted_at is not null
and i.state in ('accepted', 'in_escalation', 'partially_resolved', 'resolved')
and l.outcome_code is null
"""
FIND_DECISION_EVENT = """
select id from event where organisation_id = %(platform_id)s and kind = 'decision.recorded' order by id desc limit 1
"""
COUNT_FEED_ENTRIES = """
select count(*) from event e join incident_subject l on l.incident_id = e.resource_id and l.subject_id = %(subject_id)s
join feed_entry f on f.organisation_id = l.owner_id and f.event_id = e.id and f.resource_id = e.resource_id
where e.cause_id = %(event_id)s
"""


def measure_fan_out(deployment: Deployment, incident_count: int = INCIDENT_COUNT) -> str:
    """Decide on a post in many incidents and return, as a sentence, how long it took until all feeds had an entry."""
    _, subject_id = deployment.undecided[-1]
    with psycopg.connect(deployment.database.owner_url, autocommit=True) as connection:
        connection.execute(EMPTY_QUEUE)
        connection.execute(ADD_SUBJECT_TO_INCIDENTS, {"subject_id": subject_id, "limit": incident_count})
        affected = _fetch_count(connection, COUNT_AFFECTED_INCIDENTS, {"subject_id": subject_id})
        environment = os.environ | deployment.database.environment | {"TARIAN_ISSUER": deployment.issuer}
        worker = processes.start_worker(environment)
        try:
            seconds, reached = _decide_and_wait(connection, deployment, subject_id, affected)
        finally:
            terminate_process(worker)
    return f"A decision on a post in {affected:,} incidents: {reached:,} entries in the feeds after {seconds:.1f} s"


def _decide_and_wait(
    connection: psycopg.Connection[TupleRow], deployment: Deployment, subject_id: UUID, affected: int
) -> tuple[float, int]:
    """Post the decision and return the seconds until all affected incidents have a feed entry, and their number."""
    with set_environment(deployment.database.environment):
        request = build_decision(deployment)
    platform_id = deployment.organisations.platforms[0].id
    started = time.monotonic()
    http_load.send_request(deployment.service.port, request, 201)
    row = connection.execute(FIND_DECISION_EVENT, {"platform_id": platform_id}).fetchone()
    assert row is not None
    parameters = {"subject_id": subject_id, "event_id": row[0]}
    while (reached := _fetch_count(connection, COUNT_FEED_ENTRIES, parameters)) < affected:
        if time.monotonic() - started > TIMEOUT_SECONDS:
            break
        time.sleep(POLL_SECONDS)
    return time.monotonic() - started, reached


def _fetch_count(connection: psycopg.Connection[TupleRow], statement: str, parameters: dict[str, UUID]) -> int:
    """Return the number that a statement selects."""
    row = connection.execute(statement, parameters).fetchone()
    assert row is not None
    return int(row[0])
