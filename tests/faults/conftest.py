"""The service behind a proxy that can break its database connections, and clients of it."""

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

# Only the transaction of a POST with an idempotency key contains this; web processes commit others, for token keys.
KEYED_REQUEST = b"idempotency_key"


@dataclass(frozen=True, slots=True)
class Site:
    """A running service, the proxy before its database, and its world of organisations."""

    running: RunningService
    proxy: FaultProxy
    world: World
    database: Database

    def client(self, party: str) -> RetryingClient:
        """Return a new client with the token of this party."""
        return RetryingClient(self.running.base_url, getattr(self.world, party).token)


@pytest.fixture(scope="module")
def site(cluster: Cluster, shared_database: Database) -> Iterator[Site]:
    """A service with two web processes and no job worker."""
    proxy = FaultProxy(cluster.server.port)
    # This process issues the tokens of the world, so the service must have the same issuer.
    url = proxy.proxied_url(shared_database.app_url)
    with run_service(
        shared_database, job_worker=False, DATABASE_URL=url, TARIAN_ISSUER=ISSUER, TARIAN_LOG_LEVEL="ERROR"
    ) as running:
        yield Site(running, proxy, create_world(), shared_database)
    proxy.close()
