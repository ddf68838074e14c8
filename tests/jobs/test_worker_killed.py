"""What may happen to a worker in the middle of telling many schools: every one of them is told, and told once."""

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
from services.embedded_postgres.child_process import end
from services.jobs import tasks
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.tables import SET
from tests.support.trends import PATIENCE, assert_told_once, decided_trend, told, until

WAITING = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


def test_a_worker_that_is_killed_half_way_is_taken_over_and_every_school_is_told_once(
    database: Database,
) -> None:
    # given a worker that has told the first fifty and waits in the second
    trend = decided_trend(schools=15, reports_each=5)
    with held(database, trend.helpline, trend.incidents[tasks.CHUNK + 20]):
        worker = processes.worker(os.environ | database.environment)
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
    successor = processes.worker(os.environ | database.environment)
    try:
        until(lambda: told(database) >= len(trend.incidents))
    finally:
        end(successor)
    # then every incident has its outcome, once
    assert_told_once(trend)


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
    assert_told_once(trend)


@contextmanager
def held(database: Database, helpline: UUID, incident: UUID) -> Iterator[None]:
    """Somebody else is busy with this incident."""
    with psycopg.connect(database.app_url) as connection:
        connection.execute(SET, [str(helpline)])
        found = connection.execute("select id from incident where id = %s for update", [incident]).fetchall()
        assert len(found) == 1
        yield
        connection.rollback()


def waiting(database: Database) -> list[int]:
    with psycopg.connect(database.app_url) as connection:
        return [pid for (pid,) in connection.execute(WAITING)]


def is_worked_off() -> bool:
    try:
        run_pending_jobs()
    except AssertionError:
        return False
    return True
