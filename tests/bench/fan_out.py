"""Measure how long one decision takes to reach every reporter: on a post that a thousand incidents contain."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from services.embedded_postgres.child_process import terminate_process
from tests.bench import http_load, process_usage
from tests.bench.deployment import Deployment
from tests.bench.operations import build_decision
from tests.support.databases import set_environment

INCIDENT_COUNT = 1000
TIMEOUT_SECONDS = 120
POLL_SECONDS = 0.01
# The jobs of the decisions that were measured before would run first.
EMPTY_QUEUE = "truncate procrastinate_jobs, procrastinate_workers cascade"
COUNT_WORKERS = "select count(*) from procrastinate_workers"
COUNT_STARTED_JOBS = "select count(*) from procrastinate_jobs where status = 'doing'"
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


Connection = psycopg.Connection[TupleRow]


class FanOut(NamedTuple):
    """A decision on a post in many incidents, or the medians of several.

    `seconds`: from the decision until the last feed entry. `work_seconds`: from the start of the job until then.
    `cpu_ms`: processor time of worker and database in the whole time, None if unknown.
    """

    incidents: float
    entries: float
    seconds: float
    work_seconds: float
    cpu_ms: float | None


def measure_fan_out(
    deployments: Sequence[Deployment], rounds: int, incident_count: int = INCIDENT_COUNT
) -> dict[str, FanOut]:
    """Decide in turn on each deployment, and return the medians by the name of its service."""
    samples: dict[str, list[FanOut]] = {}
    for _ in range(rounds):
        for deployment in deployments:
            sample = _measure_once(deployment, incident_count)
            samples.setdefault(deployment.service.name, []).append(sample)
    return {name: _take_medians(each) for name, each in samples.items()}


def _take_medians(samples: Sequence[FanOut]) -> FanOut:
    """Return the median of each figure."""
    incidents, entries, seconds, work_seconds, cpu_ms = zip(*samples, strict=True)
    known = [milliseconds for milliseconds in cpu_ms if milliseconds is not None]
    return FanOut(
        median(incidents),
        median(entries),
        round(median(seconds), 3),
        round(median(work_seconds), 3),
        round(median(known), 1) if known else None,
    )


def _measure_once(deployment: Deployment, incident_count: int) -> FanOut:
    """Decide on a post that was added to so many incidents."""
    deployment.ensure_undecided(1)
    _, subject_id = deployment.undecided[-1]
    parameters = {"subject_id": subject_id, "limit": incident_count}
    with psycopg.connect(deployment.database.owner_url, autocommit=True) as connection:
        connection.execute(EMPTY_QUEUE)
        connection.execute(ADD_SUBJECT_TO_INCIDENTS, parameters)
        affected = _fetch_count(connection, COUNT_AFFECTED_INCIDENTS, parameters)
        with _run_worker(connection, deployment) as worker_pid:
            return _decide_and_wait(connection, deployment, subject_id, affected, worker_pid)


@contextmanager
def _run_worker(connection: Connection, deployment: Deployment) -> Iterator[int]:
    """Run a job worker until the end of the block, and yield its process id once it waits for jobs."""
    worker = deployment.revision.start_worker(deployment.environment)
    try:
        _wait_until(lambda: _fetch_count(connection, COUNT_WORKERS, {}) > 0)
        yield worker.pid
    finally:
        terminate_process(worker)


def _decide_and_wait(
    connection: Connection, deployment: Deployment, subject_id: UUID, affected: int, worker_pid: int
) -> FanOut:
    """Post the decision and wait until all affected incidents have a feed entry."""
    with set_environment(deployment.database.environment):
        request = build_decision(deployment)
    pids = (worker_pid, deployment.service.pids[1])
    cpu_before, started = process_usage.measure_milliseconds(pids), time.monotonic()
    http_load.send_request(deployment.service.port, request, 201)
    platform_id = deployment.organisations.platforms[0].id
    ((event_id,),) = connection.execute(FIND_DECISION_EVENT, {"platform_id": platform_id}).fetchall()
    parameters = {"subject_id": subject_id, "event_id": event_id}

    def count_entries() -> int:
        """Return the number of feed entries so far."""
        return _fetch_count(connection, COUNT_FEED_ENTRIES, parameters)

    _wait_until(lambda: _fetch_count(connection, COUNT_STARTED_JOBS, {}) > 0 or count_entries() >= affected)
    work_started = time.monotonic()
    _wait_until(lambda: count_entries() >= affected)
    ended, cpu_after = time.monotonic(), process_usage.measure_milliseconds(pids)
    cpu_ms = None if cpu_before is None or cpu_after is None else cpu_after - cpu_before
    return FanOut(affected, count_entries(), ended - started, ended - work_started, cpu_ms)


def _wait_until(is_done: Callable[[], bool]) -> None:
    """Return when the condition holds, or the time is over."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not is_done() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _fetch_count(connection: Connection, statement: str, parameters: Mapping[str, object]) -> int:
    """Return the number that a statement selects."""
    ((number,),) = connection.execute(statement, parameters).fetchall()
    return int(number)
