"""kill -9 between the effect and the word of it: of a web process that has not answered yet, and of a worker that has
not finished its job yet."""

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
from tests.faults.conftest import KEYED, Site
from tests.support.databases import Database
from tests.support.fault_proxy import FaultProxy
from tests.support.markers import slow
from tests.support.mass_reports import assert_outcomes_published_once, count_outcome_events, create_decided_mass_report
from tests.support.retrying_client import is_contiguous
from tests.support.waiting import TIMEOUT_SECONDS, wait_until

REPORTS = 60
# A worker does some periodic work too.
EVERY = 10
# It looks for jobs of the dead every two seconds.
LOOKS = 5
JOBS = "select count(*) from procrastinate_jobs where queue_name = 'record'"
# How the job library says that a job is over, and that it is taken over; and how a verb says what happened.
FINISHED, TAKEN, RECORDED = b"procrastinate_finish_job", b"procrastinate_retry_job", b"insert into feed_entry"

pytestmark = slow


@pytest.mark.parametrize("arrives", [True, False], ids=["committed", "not committed"])
def test_a_report_whose_web_process_is_killed_before_it_answers_is_made_once(site: Site, arrives: bool) -> None:
    school, body, key = site.outside("school"), incident_body(), uuid4().hex
    before = [entry["resource_id"] for entry in school.feed()]
    with ThreadPoolExecutor(1) as pool, site.line.trap(after=KEYED, arrives=arrives, holds=True) as trap:
        # given a report that is written, and whose web process waits for the word of its COMMIT
        asked = pool.submit(school.post, "/incidents", body, key=key)
        assert trap.sprung.acquire(timeout=TIMEOUT_SECONDS)
        # when the web processes are killed
        for pid in _children(site.running.web.pid):
            os.kill(pid, signal.SIGKILL)
        trap.over.set()
        # then the sender has no answer, and asks those who come after them
        answer = asked.result(timeout=TIMEOUT_SECONDS)
    assert school.met["no answer"] >= 1
    assert answer.status_code == 201, answer.text
    assert ("Idempotency-Replayed" in answer.headers) is arrives
    # and there is one report
    for reader in (school, site.outside("helpline")):
        entries = reader.feed()
        assert is_contiguous(entries)
        assert [entry["resource_id"] for entry in entries] == [*before, answer.json()["id"]]


def test_a_job_whose_worker_is_killed_before_it_is_finished_is_done_again_and_nobody_is_told_twice(
    cluster: Cluster, database: Database
) -> None:
    trend = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    # given a worker that has told everybody, and whose word that the job is over never arrives
    with (
        closing(FaultProxy(cluster.server.port)) as line,
        line.trap(FINISHED, arrives=False, times=EVERY, holds=True) as trap,
        _worker(line.url(database.app_url)) as worker,
    ):
        wait_until(lambda: count_outcome_events(database) == REPORTS)
        assert trap.sprung.acquire(timeout=TIMEOUT_SECONDS)
        # when it is killed
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert _jobs(database) == 1
    # then the next one does the job again
    with _worker(database.app_url):
        wait_until(lambda: _jobs(database) == 0)
    assert_outcomes_published_once(trend)


@pytest.mark.parametrize("arrives", [True, False], ids=["committed", "not committed"])
def test_a_job_whose_line_is_cut_at_commit_is_done_again_and_nobody_is_told_twice(
    cluster: Cluster, database: Database, arrives: bool
) -> None:
    trend = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    # given a worker whose line is cut at the first COMMIT of what it tells
    with (
        closing(FaultProxy(cluster.server.port)) as line,
        line.trap(after=RECORDED, arrives=arrives) as trap,
        _worker(line.url(database.app_url)),
    ):
        assert trap.sprung.acquire(timeout=TIMEOUT_SECONDS)
        # then it goes on by itself
        wait_until(lambda: _jobs(database) == 0)
    assert_outcomes_published_once(trend)


def test_two_workers_that_take_over_one_job_do_not_disturb_each_other(cluster: Cluster, database: Database) -> None:
    trend = create_decided_mass_report(schools=REPORTS // 3, reports_each=3)
    with closing(FaultProxy(cluster.server.port)) as line:
        with (
            line.trap(after=RECORDED, arrives=True, holds=True) as trap,
            _worker(line.url(database.app_url)) as killed,
        ):
            assert trap.sprung.acquire(timeout=TIMEOUT_SECONDS)
            os.killpg(killed.pid, signal.SIGKILL)
        # given a worker that finds the job of a dead one, and is late to take it
        with (
            line.trap(TAKEN, arrives=False, holds=True, spares=True) as trap,
            _worker(line.url(database.app_url)) as late,
        ):
            assert trap.sprung.acquire(timeout=TIMEOUT_SECONDS)
            # when another has taken it meanwhile, and is done with it
            with _worker(database.app_url):
                wait_until(lambda: _jobs(database) == 0)
            trap.over.set()
            # then the late one does not mind
            time.sleep(LOOKS)
            assert late.poll() is None
    assert_outcomes_published_once(trend)


@contextmanager
def _worker(url: str) -> Iterator[Popen[bytes]]:
    """A worker on the present database, by way of this address."""
    worker = processes.start_worker(os.environ | {"DATABASE_URL": url})
    try:
        yield worker
    finally:
        terminate_process(worker)


def _jobs(database: Database) -> int:
    with psycopg.connect(database.app_url) as connection:
        return int(connection.execute(JOBS).fetchall()[0][0])


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
