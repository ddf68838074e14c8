"""PostgreSQL goes away and comes back while everybody works: nothing acknowledged is lost, and nothing but the worker,
which somebody watches over, has to be started again."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.embedded import Cluster, start
from tests.api.world import World, build
from tests.support.databases import ISSUER, fresh_database, migrated
from tests.support.load import under_load
from tests.support.long import long
from tests.support.outside import Outside
from tests.support.running import Running, run

# What `pg_ctl restart` sends: -m immediate leaves everything to the recovery, -m fast ends all transactions in order.
WAYS = {"immediate": signal.SIGQUIT, "fast": signal.SIGINT}
BREATH = 2.0
IDLE_LINES = 16

pytestmark = long


@dataclass(slots=True)
class Restarted:
    """A service on a cluster of its own."""

    folder: Path
    cluster: Cluster
    running: Running
    world: World

    def restart(self, way: str) -> None:
        """The database ends and begins again, at the same address."""
        assert self.cluster.process is not None
        before = self.cluster.url()
        os.kill(self.cluster.pid, WAYS[way])
        self.cluster.process.wait(30)
        self.cluster = start(self.folder, throwaway=True)
        assert self.cluster.url() == before


@pytest.fixture
def restarted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Restarted]:
    """Two web processes and a worker, who write where `capfd` reads."""
    folder = tmp_path / "postgres"
    cluster = start(folder, throwaway=True)
    try:
        with (
            fresh_database(cluster, migrated(cluster)) as database,
            run(database, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR") as running,
        ):
            made = Restarted(folder, cluster, running, build())
            try:
                yield made
            finally:
                cluster = made.cluster
    finally:
        cluster.stop()


def test_nothing_acknowledged_is_lost_when_the_database_restarts_under_load(
    restarted: Restarted, capfd: pytest.CaptureFixture[str]
) -> None:
    running = restarted.running
    web = running.web.pid
    with under_load(running.base_url, restarted.world) as load:
        for way in ("immediate", "fast", "immediate", "fast"):
            # given partners at work
            time.sleep(BREATH)
            # when the database restarts
            before = len(load.acknowledged)
            restarted.restart(way)
            running.start_worker()
            # then they go on, with no other help
            deadline = time.monotonic() + 20
            while len(load.acknowledged) < before + 20:
                assert time.monotonic() < deadline, "the service did not recover"
                time.sleep(0.05)
    # and what they were told is true
    assert load.met("unavailable") > 0
    assert load.met("no answer") == 0
    assert running.web.poll() is None
    assert running.web.pid == web
    load.assert_nothing_is_lost()
    # and the log holds nothing but a line of the worker each time: libraries would print what they please
    assert {*capfd.readouterr().err.splitlines()} <= {"worker: the database does not answer"}


@pytest.mark.parametrize("way", WAYS)
def test_the_first_requests_after_a_restart_do_not_notice_it(restarted: Restarted, way: str) -> None:
    # given connections that were used, and wait to be used again
    school = Outside(restarted.running.base_url, restarted.world.school.token)
    _at_once(school)
    # when the database restarts
    restarted.restart(way)
    # then nobody is told that it was away
    _at_once(school)
    assert not school.met


def _at_once(client: Outside) -> None:
    with ThreadPoolExecutor(IDLE_LINES) as pool:
        for _ in range(4):
            answers = [*pool.map(lambda _: client.get("/incidents"), range(IDLE_LINES))]
            assert {answer.status_code for answer in answers} == {200}
