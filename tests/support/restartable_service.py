"""A service on a cluster of its own that goes away and comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from services.embedded_postgres import Cluster, start_cluster
from tests.api.world import World, create_world
from tests.support.databases import ISSUER, create_template_database, temporary_database
from tests.support.retrying_client import RetryingClient
from tests.support.running_service import RunningService, run_service
from tests.support.waiting import wait_until

# What `pg_ctl restart` sends: -m immediate leaves everything to the recovery, -m fast ends all transactions in order.
STOP_SIGNALS = {"immediate": signal.SIGQUIT, "fast": signal.SIGINT}
CONCURRENT_REQUESTS = 16


@dataclass(slots=True)
class RestartableService:
    """A service on a cluster of its own."""

    folder: Path
    address: str
    cluster: Cluster
    running: RunningService
    world: World

    def restart(self, way: str) -> None:
        """The database ends and begins again, at the same address."""
        assert self.cluster.process is not None
        before = self.cluster.url()
        os.kill(self.cluster.pid, STOP_SIGNALS[way])
        self.cluster.process.wait(30)
        self.cluster = start_cluster(self.folder, throwaway=True)
        assert self.cluster.url() == before
        # A pooler that was refused meanwhile refuses everybody else for a second.
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.address, prepare_threshold=None) as connection:
                return connection.execute("select true").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def all_is_well(self) -> bool:
        """Whether many requests at once, on as many lines as there are, are answered at the first try."""
        client = RetryingClient(self.running.base_url, self.world.school.token)
        with ThreadPoolExecutor(CONCURRENT_REQUESTS) as pool:
            for _ in range(4):
                answers = [*pool.map(lambda _: client.get("/incidents"), range(CONCURRENT_REQUESTS))]
                assert {answer.status_code for answer in answers} == {200}
        return not client.met


@contextmanager
def run_restartable_service(
    folder: Path, by_way_of: Callable[[str], AbstractContextManager[str]]
) -> Iterator[RestartableService]:
    """Two web processes and a worker; `by_way_of` says at which address they find the database."""
    cluster = start_cluster(folder, throwaway=True)
    try:
        with (
            temporary_database(cluster, create_template_database(cluster)) as database,
            by_way_of(database.app_url) as address,
            run_service(database, DATABASE_URL=address, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR") as running,
        ):
            made = RestartableService(folder, address, cluster, running, create_world())
            try:
                yield made
            finally:
                cluster = made.cluster
    finally:
        cluster.stop()
