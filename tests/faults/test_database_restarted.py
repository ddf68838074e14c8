"""PostgreSQL restarts under load: nothing acknowledged is lost, and only the job worker has to be restarted.

In production a supervisor restarts the worker.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.background_load import run_load
from tests.support.markers import slow
from tests.support.restartable_service import STOP_SIGNALS, RestartableService, run_restartable_service
from tests.support.retrying_client import CONNECTION_ERROR
from tests.support.waiting import wait_until

LOAD_SECONDS = 2.0
MORE_INCIDENTS = 20

pytestmark = slow


# The lines about requests that the set-up sends in this process.
REQUEST_LINE = '"level":"info","logger":"tarian.api","message":"request"'


@pytest.fixture
def service(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[RestartableService]:
    """A service that connects directly to its database; `capfd` captures the output of its processes."""
    with run_restartable_service(tmp_path / "postgres", nullcontext) as service:
        yield service


def test_nothing_acknowledged_is_lost_when_the_database_restarts_under_load(
    service: RestartableService, capfd: pytest.CaptureFixture[str]
) -> None:
    running = service.running
    with run_load(running.base_url, service.world) as load:
        for mode in (*STOP_SIGNALS, *STOP_SIGNALS):
            # given clients at work
            time.sleep(LOAD_SECONDS)
            # when the database restarts
            before = len(load.acknowledged)
            service.restart_database(mode)
            running.start_worker()
            # then requests succeed again
            wait_until(lambda: len(load.acknowledged) > before + MORE_INCIDENTS)  # noqa: B023
    # and everything that was acknowledged is stored; clients saw 503 responses only
    assert load.count_retries("unavailable") > 0
    assert load.count_retries(CONNECTION_ERROR) == 0
    assert running.web.poll() is None
    load.assert_nothing_is_lost()
    # and the log holds nothing but one line of the worker for each restart, no output of libraries
    lines = [line for line in capfd.readouterr().err.splitlines() if REQUEST_LINE not in line]
    assert {*lines} <= {"worker: the database does not answer"}


@pytest.mark.parametrize("mode", STOP_SIGNALS)
def test_the_first_requests_after_a_database_restart_succeed(service: RestartableService, mode: str) -> None:
    # given connections in the pool that have been used
    assert service.serves_without_retries()
    # when the database restarts
    service.restart_database(mode)
    # then no client gets an error
    assert service.serves_without_retries()
