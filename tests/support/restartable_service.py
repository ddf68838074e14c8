"""A service on a PostgreSQL of its own that a test can restart."""

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
from tests.support.databases import ISSUER, create_template_database, create_temporary_database
from tests.support.retrying_client import RetryingClient
from tests.support.running_service import RunningService, run_service
from tests.support.waiting import wait_until

# The signals of `pg_ctl stop`: -m immediate leaves everything to crash recovery, -m fast aborts all transactions.
STOP_SIGNALS = {"immediate": signal.SIGQUIT, "fast": signal.SIGINT}
CONCURRENT_REQUESTS, ROUNDS = 16, 4


@dataclass(slots=True)
class RestartableService:
    """A running service and its PostgreSQL, which the service reaches at `database_url`."""

    directory: Path
    database_url: str
    cluster: Cluster
    running: RunningService
    world: World

    def restart_database(self, mode: str) -> None:
        """Stop PostgreSQL in this mode, start it again at the same address, and wait until it answers."""
        assert self.cluster.process is not None
        cluster_url = self.cluster.url()
        os.kill(self.cluster.pid, STOP_SIGNALS[mode])
        self.cluster.process.wait(30)
        self.cluster = start_cluster(self.directory, throwaway=True)
        assert self.cluster.url() == cluster_url
        # A pooler that was refused a connection refuses its clients for another second.
        wait_until(self._database_answers)

    def _database_answers(self) -> bool:
        try:
            with psycopg.connect(self.database_url, prepare_threshold=None) as connection:
                return connection.execute("select true").fetchone() == (True,)
        except psycopg.OperationalError:
            return False

    def serves_without_retries(self) -> bool:
        """Return whether many concurrent requests, enough to use every connection, all succeed at the first try."""
        client = RetryingClient(self.running.base_url, self.world.school.token)
        with ThreadPoolExecutor(CONCURRENT_REQUESTS) as pool:
            for _ in range(ROUNDS):
                responses = [*pool.map(lambda _: client.get("/incidents"), range(CONCURRENT_REQUESTS))]
                assert {response.status_code for response in responses} == {200}
        return not client.retries


@contextmanager
def run_restartable_service(
    directory: Path, connect_via: Callable[[str], AbstractContextManager[str]]
) -> Iterator[RestartableService]:
    """Run a service with two web processes and a job worker on a new PostgreSQL in this directory.

    `connect_via` gets the database's URL and yields the URL that the service uses, such as that of a pooler.
    """
    cluster = start_cluster(directory, throwaway=True)
    try:
        with (
            create_temporary_database(cluster, create_template_database(cluster)) as database,
            connect_via(database.app_url) as url,
            run_service(database, DATABASE_URL=url, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR") as running,
        ):
            service = RestartableService(directory, url, cluster, running, create_world())
            try:
                yield service
            finally:
                cluster = service.cluster
    finally:
        cluster.stop()
