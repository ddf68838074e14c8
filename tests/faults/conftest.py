"""The service behind a line to its database that can be cut, and its clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from services.embedded_postgres import Cluster
from tests.api.world import World, create_world
from tests.support.databases import ISSUER, Database
from tests.support.fault_proxy import FaultProxy
from tests.support.retrying_client import RetryingClient
from tests.support.running_service import RunningService, run_service

# What a keyed POST says. Other transactions end with a COMMIT too: a web process looks after the keys of tokens.
KEYED = b"idempotency_key"


@dataclass(frozen=True, slots=True)
class Site:
    """A running service, what lies between it and its database, and who asks it."""

    running: RunningService
    line: FaultProxy
    world: World
    database: Database

    def outside(self, party: str) -> RetryingClient:
        """A new client's view, with the token of this party."""
        return RetryingClient(self.running.base_url, getattr(self.world, party).token)


@pytest.fixture(scope="module")
def site(cluster: Cluster, shared_database: Database) -> Iterator[Site]:
    """Two web processes, no worker."""
    line = FaultProxy(cluster.server.port)
    # The world's tokens are made in this process: both must agree on who issues them.
    through = line.url(shared_database.app_url)
    with run_service(
        shared_database, worker=False, DATABASE_URL=through, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR"
    ) as running:
        yield Site(running, line, create_world(), shared_database)
    line.close()
