"""PostgreSQL goes away and comes back while everybody works: nothing acknowledged is lost, and nothing but the worker,
which somebody watches over, has to be started again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.background_load import run_load
from tests.support.markers import slow
from tests.support.restartable_service import STOP_SIGNALS, RestartableService, run_restartable_service
from tests.support.waiting import wait_until

BREATH = 2.0
ENOUGH = 20

pytestmark = slow


@pytest.fixture
def service(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[RestartableService]:
    """On a line of its own to the database; what its processes write, `capfd` reads."""
    with run_restartable_service(tmp_path / "postgres", nullcontext) as made:
        yield made


def test_nothing_acknowledged_is_lost_when_the_database_restarts_under_load(
    service: RestartableService, capfd: pytest.CaptureFixture[str]
) -> None:
    running = service.running
    with run_load(running.base_url, service.world) as load:
        for way in (*STOP_SIGNALS, *STOP_SIGNALS):
            # given partners at work
            time.sleep(BREATH)
            # when the database restarts
            before = len(load.acknowledged)
            service.restart(way)
            running.start_worker()
            # then they go on, with no other help
            wait_until(lambda: len(load.acknowledged) > before + ENOUGH)  # noqa: B023
    # and what they were told is true
    assert load.met("unavailable") > 0
    assert load.met("no answer") == 0
    assert running.web.poll() is None
    load.assert_nothing_is_lost()
    # and the log holds nothing but a line of the worker each time: libraries would print what they please
    assert {*capfd.readouterr().err.splitlines()} <= {"worker: the database does not answer"}


@pytest.mark.parametrize("way", STOP_SIGNALS)
def test_the_first_requests_after_a_restart_do_not_notice_it(service: RestartableService, way: str) -> None:
    # given connections that were used, and wait to be used again
    assert service.all_is_well()
    # when the database restarts
    service.restart(way)
    # then nobody is told that it was away
    assert service.all_is_well()
