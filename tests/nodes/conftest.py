"""Two nodes of the service, a load balancer before them and a connection pooler behind them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from tests.support.databases import Database, set_environment
from tests.support.load_balancer import LoadBalancer, run_load_balancer
from tests.support.pgbouncer import run_pgbouncer
from tests.support.running_service import RunningService, run_service


@dataclass(frozen=True, slots=True)
class Nodes:
    """Two nodes that share the load balancer's address as their issuer."""

    load_balancer: LoadBalancer
    nodes: tuple[RunningService, RunningService]


@contextmanager
def run_two_nodes(database: Database, database_url: str, *, workers: bool) -> Iterator[Nodes]:
    """Run two nodes on the database at this URL, and configure this process like them.

    `workers` starts a job worker on each node.
    """
    with ExitStack() as stack:
        load_balancer = stack.enter_context(run_load_balancer())
        variables = {
            "DATABASE_URL": database_url,
            "TARIAN_ISSUER": load_balancer.base_url,
            "TARIAN_LOG_LEVEL": "ERROR",
        }
        stack.enter_context(set_environment(database.environment | variables))
        first, second = (
            stack.enter_context(run_service(database, job_worker=workers, web_workers=1, **variables)) for _ in range(2)
        )
        load_balancer.nodes = (first.base_url, second.base_url)
        yield Nodes(load_balancer, (first, second))


@pytest.fixture(params=["on", "off"])
def prepared_statements(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting of TARIAN_PREPARED_STATEMENTS, for whatever the test starts."""
    monkeypatch.setenv("TARIAN_PREPARED_STATEMENTS", request.param)


@pytest.fixture
def pooler_url(database: Database, prepared_statements: None) -> Iterator[str]:
    """The URL of the database behind PgBouncer, with and without prepared statements."""
    with run_pgbouncer(database.app_url) as url:
        yield url
