"""What may happen to a worker in the middle of telling many schools: every one of them is told, and told once."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg

from services import incidents
from services.embedded import children
from services.embedded.tether import end
from services.events import feed
from services.jobs import tasks
from services.policy.actor import Kind
from tests import factories
from tests.factories import subjects_of
from tests.support.acting import act, work_off
from tests.support.databases import Database
from tests.support.tables import SET

PATIENCE = 40
TOLD = "select count(*) from event where kind = 'incident.outcome_recorded'"
WAITING = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@dataclass(frozen=True, slots=True)
class Trend:
    """One clip that many schools reported, each several times, and the platform's decision on it."""

    helpline: UUID
    schools: list[UUID]
    incidents: list[UUID]


def decided_trend(schools: int, reports_each: int) -> Trend:
    """Everything is done but the telling, which waits in the queue."""
    helpline = factories.organisation(Kind.HELPLINE)
    platform = factories.organisation(Kind.PLATFORM, platform="tiktok")
    reporters = [factories.organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(schools)]
    factories.agreement(helpline, platform, *reporters)
    clip = factories.clip()
    made = [_accepted(helpline, school, clip) for _ in range(reports_each) for school in reporters]
    (subject,) = subjects_of(act(helpline, incidents.read_incident, made[0]))
    escalation = factories.sent(helpline, platform, [subject])
    work_off()
    factories.decided(platform, escalation, factories.removed(subject))
    return Trend(helpline, reporters, sorted(made))


def _accepted(helpline: UUID, school: UUID, clip: str) -> UUID:
    incident_id: UUID = factories.reported(school, clip)["id"]
    for version, action in enumerate(("triage", "accept"), start=1):
        act(helpline, incidents.move, incident_id, expected=version, action=action)
    return incident_id


def test_a_worker_that_is_killed_half_way_is_taken_over_and_every_school_is_told_once(
    database: Database,
) -> None:
    # given a worker that has told the first fifty and waits in the second
    trend = decided_trend(schools=15, reports_each=5)
    with held(database, trend.helpline, trend.incidents[tasks.CHUNK + 20]):
        worker = children.worker(os.environ | database.environment)
        try:
            until(lambda: told(database) == tasks.CHUNK)
            until(lambda: waiting(database) != [])
        finally:
            # when it is killed
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    time.sleep(0.2)
    assert told(database) == tasks.CHUNK
    # and another is started
    successor = children.worker(os.environ | database.environment)
    try:
        until(lambda: told(database) >= len(trend.incidents))
    finally:
        end(successor)
    # then every incident has its outcome, once
    _assert_told_once(trend)


def test_work_whose_connection_is_cut_is_tried_again_until_everybody_is_told(database: Database) -> None:
    # given a run that waits for an incident somebody else is busy with
    trend = decided_trend(schools=3, reports_each=1)
    with ThreadPoolExecutor(1) as pool, held(database, trend.helpline, trend.incidents[1]):
        running = pool.submit(is_worked_off)
        until(lambda: waiting(database) != [])
        # when the database cuts its connection
        with psycopg.connect(database.app_url, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(%s)", [waiting(database)[0]])
        # then the run fails, nobody is told by halves, and the job stays
        assert running.result(timeout=PATIENCE) is False
        assert told(database) == 0
    # and some seconds later it is done
    until(is_worked_off)
    _assert_told_once(trend)


@contextmanager
def held(database: Database, helpline: UUID, incident: UUID) -> Iterator[None]:
    """Somebody else is busy with this incident."""
    with psycopg.connect(database.app_url) as connection:
        connection.execute(SET, [str(helpline)])
        found = connection.execute("select id from incident where id = %s for update", [incident]).fetchall()
        assert len(found) == 1
        yield
        connection.rollback()


def told(database: Database) -> int:
    with psycopg.connect(database.auditor_url) as auditor:
        return int(auditor.execute(TOLD).fetchall()[0][0])


def waiting(database: Database) -> list[int]:
    with psycopg.connect(database.app_url) as connection:
        return [pid for (pid,) in connection.execute(WAITING)]


def is_worked_off() -> bool:
    try:
        work_off()
    except AssertionError:
        return False
    return True


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def _assert_told_once(trend: Trend) -> None:
    outcomes: Counter[UUID] = Counter()
    for school in trend.schools:
        entries = act(school, feed.after, None, 1000).entries
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        mine = [entry["resource_id"] for entry in entries if entry["kind"] == "incident.outcome_recorded"]
        outcomes.update(mine)
        for incident in mine:
            seen = act(school, incidents.read_incident, incident)
            assert [link["outcome_code"] for link in seen["subjects"]] == ["content_removed"]
            assert seen["state"] == "partially_resolved"
    assert outcomes == Counter(trend.incidents)
    head = act(trend.helpline, feed.head)
    entries = act(trend.helpline, feed.after, None, 10_000).entries
    assert [entry["seq"] for entry in entries] == list(range(1, head.seq + 1))
