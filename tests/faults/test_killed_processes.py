"""SIGKILL in the middle of work: of a web process before its response, and of a job worker before its job is over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import psycopg
import pytest

from services.embedded_postgres import Cluster, processes
from services.embedded_postgres.child_process import terminate_process
from tests.api.world import incident_body
from tests.faults.conftest import KEYED_REQUEST, Site
from tests.support.databases import Database
from tests.support.fault_proxy import FaultProxy
from tests.support.markers import slow
from tests.support.mass_reports import assert_outcomes_published_once, count_outcome_events, create_decided_mass_report
from tests.support.retrying_client import CONNECTION_ERROR, is_contiguous
from tests.support.waiting import TIMEOUT_SECONDS, wait_until

REPORTS = 60
# Enough to lose the end of every job, also of the periodic ones that the worker runs.
EVERY_JOB = 10
# Workers look for jobs of dead workers every two seconds.
STALLED_JOB_CHECK_SECONDS = 5
JOBS = "select count(*) from procrastinate_jobs where queue_name = 'record'"
# Parts of the statements by which procrastinate ends a job and retries one, and by which a verb records an event.
FINISH_JOB, RETRY_JOB, RECORD_EVENT = b"procrastinate_finish_job", b"procrastinate_retry_job", b"append_events"

pytestmark = slow
at_commit = pytest.mark.parametrize("delivered", [True, False], ids=["committed", "not committed"])


@at_commit
def test_a_report_is_created_once_when_its_web_process_is_killed_before_the_response(
    site: Site, delivered: bool
) -> None:
    school, body, key = site.client("school"), incident_body(), uuid4().hex
    existing = [entry["resource_id"] for entry in school.read_feed()]
    with (
        ThreadPoolExecutor(1) as pool,
        site.proxy.inject_fault(preceded_by=KEYED_REQUEST, delivered=delivered, pauses=True) as fault,
    ):
        # given a report whose web process waits for the result of its COMMIT
        posting = pool.submit(school.post, "/incidents", body, key=key)
        assert fault.triggered.acquire(timeout=TIMEOUT_SECONDS)
        # when all web processes are killed
        for pid in list_child_processes(site.running.web.pid):
            os.kill(pid, signal.SIGKILL)
        fault.released.set()
        # then the client loses its connection, and its retry succeeds in a new web process
        response = posting.result(timeout=TIMEOUT_SECONDS)
    assert school.retries[CONNECTION_ERROR] >= 1
    assert response.status_code == 201, response.text
    assert ("Idempotency-Replayed" in response.headers) is delivered
    # and there is one incident
    for reader in (school, site.client("helpline")):
        entries = reader.read_feed()
        assert is_contiguous(entries)
        assert [entry["resource_id"] for entry in entries] == [*existing, response.json()["id"]]


def test_a_job_whose_worker_is_killed_before_it_is_finished_is_repeated_without_duplicates(
    cluster: Cluster, database: Database
) -> None:
    mass_report = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    # given a worker that has published every outcome, and whose statement to finish the job never arrives
    with (
        closing(FaultProxy(cluster.server.port)) as proxy,
        proxy.inject_fault(FINISH_JOB, delivered=False, times=EVERY_JOB, pauses=True) as fault,
        run_worker(proxy.proxied_url(database.app_url)) as worker,
    ):
        wait_until(lambda: count_outcome_events(database) == REPORTS)
        assert fault.triggered.acquire(timeout=TIMEOUT_SECONDS)
        # when it is killed
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert count_jobs(database) == 1
    # then the next worker repeats the job
    with run_worker(database.app_url):
        wait_until(lambda: count_jobs(database) == 0)
    assert_outcomes_published_once(mass_report)


@at_commit
def test_a_job_whose_connection_breaks_at_commit_is_repeated_without_duplicates(
    cluster: Cluster, database: Database, delivered: bool
) -> None:
    mass_report = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    # given a worker whose connection breaks at the first COMMIT of the job
    with (
        closing(FaultProxy(cluster.server.port)) as proxy,
        proxy.inject_fault(preceded_by=RECORD_EVENT, delivered=delivered) as fault,
        run_worker(proxy.proxied_url(database.app_url)),
    ):
        assert fault.triggered.acquire(timeout=TIMEOUT_SECONDS)
        # then the same worker completes the job
        wait_until(lambda: count_jobs(database) == 0)
    assert_outcomes_published_once(mass_report)


def test_a_worker_keeps_running_when_another_takes_over_the_same_job_first(
    cluster: Cluster, database: Database
) -> None:
    mass_report = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    with closing(FaultProxy(cluster.server.port)) as proxy:
        with (
            proxy.inject_fault(preceded_by=RECORD_EVENT, delivered=True, pauses=True) as fault,
            run_worker(proxy.proxied_url(database.app_url)) as killed,
        ):
            assert fault.triggered.acquire(timeout=TIMEOUT_SECONDS)
            os.killpg(killed.pid, signal.SIGKILL)
        # given a worker that has found the job of a killed one, and whose statement to retry it is delayed
        with (
            proxy.inject_fault(RETRY_JOB, delivered=False, pauses=True, recovers=True) as fault,
            run_worker(proxy.proxied_url(database.app_url)) as delayed,
        ):
            assert fault.triggered.acquire(timeout=TIMEOUT_SECONDS)
            # when another worker retries and completes the job meanwhile
            with run_worker(database.app_url):
                wait_until(lambda: count_jobs(database) == 0)
            fault.released.set()
            # then the delayed worker keeps running
            time.sleep(STALLED_JOB_CHECK_SECONDS)
            assert delayed.poll() is None
    assert_outcomes_published_once(mass_report)


@contextmanager
def run_worker(database_url: str) -> Iterator[Popen[bytes]]:
    """Run a job worker that reaches the current database at this URL."""
    worker = processes.start_worker(os.environ | {"DATABASE_URL": database_url})
    try:
        yield worker
    finally:
        terminate_process(worker)


def count_jobs(database: Database) -> int:
    """Return the number of jobs in the queue that records outcomes."""
    with psycopg.connect(database.app_url) as connection:
        return int(connection.execute(JOBS).fetchall()[0][0])


def list_child_processes(pid: int) -> list[int]:
    """Return the process ids of the children of a process."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
