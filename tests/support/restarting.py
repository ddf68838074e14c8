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
from tests.api.world import World, build
from tests.support.databases import ISSUER, fresh_database, migrated
from tests.support.http_client import Outside
from tests.support.running import Running, run
from tests.support.trends import until

# What `pg_ctl restart` sends: -m immediate leaves everything to the recovery, -m fast ends all transactions in order.
WAYS = {"immediate": signal.SIGQUIT, "fast": signal.SIGINT}
AT_ONCE = 16


@dataclass(slots=True)
class Restartable:
    """A service on a cluster of its own."""

    folder: Path
    address: str
    cluster: Cluster
    running: Running
    world: World

    def restart(self, way: str) -> None:
        """The database ends and begins again, at the same address."""
        assert self.cluster.process is not None
        before = self.cluster.url()
        os.kill(self.cluster.pid, WAYS[way])
        self.cluster.process.wait(30)
        self.cluster = start_cluster(self.folder, throwaway=True)
        assert self.cluster.url() == before
        # A pooler that was refused meanwhile refuses everybody else for a second.
        until(self._answers)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.address, prepare_threshold=None) as connection:
                return connection.execute("select true").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def all_is_well(self) -> bool:
        """Whether many requests at once, on as many lines as there are, are answered at the first try."""
        client = Outside(self.running.base_url, self.world.school.token)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in range(4):
                answers = [*pool.map(lambda _: client.get("/incidents"), range(AT_ONCE))]
                assert {answer.status_code for answer in answers} == {200}
        return not client.met


@contextmanager
def restartable(folder: Path, by_way_of: Callable[[str], AbstractContextManager[str]]) -> Iterator[Restartable]:
    """Two web processes and a worker; `by_way_of` says at which address they find the database."""
    cluster = start_cluster(folder, throwaway=True)
    try:
        with (
            fresh_database(cluster, migrated(cluster)) as database,
            by_way_of(database.app_url) as address,
            run(database, DATABASE_URL=address, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR") as running,
        ):
            made = Restartable(folder, address, cluster, running, build())
            try:
                yield made
            finally:
                cluster = made.cluster
    finally:
        cluster.stop()
