"""A worker that dies while it fans out an outcome: every incident is updated in the end, and exactly once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import psycopg

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from services.jobs import tasks
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.mass_reports import assert_outcomes_published_once, count_outcome_events, create_decided_mass_report
from tests.support.tables import set_organisation
from tests.support.waiting import TIMEOUT_SECONDS, wait_until

WAITING_BACKENDS = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


def test_jobs_of_a_killed_worker_are_finished_by_another_without_duplicates(database: Database) -> None:
    # given a worker that has updated the first chunk of incidents and waits for a lock in the second chunk
    trend = create_decided_mass_report(schools=15, reports_each=9)
    with lock_incident(database, trend.helpline, trend.incidents[tasks.CHUNK_SIZE + 20]):
        worker = processes.start_worker(os.environ | database.environment)
        try:
            wait_until(lambda: count_outcome_events(database) == tasks.CHUNK_SIZE)
            wait_until(lambda: list_waiting_backends(database) != [])
        finally:
            # when it is killed
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    time.sleep(0.2)
    assert count_outcome_events(database) == tasks.CHUNK_SIZE
    # and another worker is started
    successor = processes.start_worker(os.environ | database.environment)
    try:
        wait_until(lambda: count_outcome_events(database) >= len(trend.incidents))
    finally:
        terminate_process(successor)
    # then every incident has its outcome exactly once
    assert_outcomes_published_once(trend)


def test_a_job_that_loses_its_database_connection_is_retried_until_it_succeeds(database: Database) -> None:
    # given a job that waits for an incident that another transaction has locked
    trend = create_decided_mass_report(schools=3, reports_each=1)
    with ThreadPoolExecutor(1) as pool, lock_incident(database, trend.helpline, trend.incidents[1]):
        running = pool.submit(run_jobs)
        wait_until(lambda: list_waiting_backends(database) != [])
        # when the database terminates its connection
        with psycopg.connect(database.app_url, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(%s)", [list_waiting_backends(database)[0]])
        # then the job fails without any partial result, and stays in the queue
        assert running.result(timeout=TIMEOUT_SECONDS) is False
        assert count_outcome_events(database) == 0
    # and a later retry succeeds
    wait_until(run_jobs)
    assert_outcomes_published_once(trend)


@contextmanager
def lock_incident(database: Database, helpline: UUID, incident_id: UUID) -> Iterator[None]:
    """Hold a row lock on the incident in a transaction of the helpline, until the block ends."""
    with psycopg.connect(database.app_url) as connection:
        set_organisation(connection, helpline)
        rows = connection.execute("select id from incident where id = %s for update", [incident_id]).fetchall()
        assert len(rows) == 1
        yield
        connection.rollback()


def list_waiting_backends(database: Database) -> list[int]:
    """Return the process ids of the database connections that wait for a lock."""
    with psycopg.connect(database.app_url) as connection:
        return [pid for (pid,) in connection.execute(WAITING_BACKENDS)]


def run_jobs() -> bool:
    """Run all queued jobs; return False when one of them failed."""
    try:
        run_pending_jobs()
    except AssertionError:
        return False
    return True
