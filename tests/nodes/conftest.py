"""Two nodes and what stands before and behind them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from tests.support.databases import Database, in_environment
from tests.support.load_balancer import Front, front
from tests.support.pgbouncer import pooled
from tests.support.running import Running, run


@dataclass(frozen=True, slots=True)
class Nodes:
    """Both have the same name to the outside: that of the front."""

    front: Front
    nodes: tuple[Running, Running]


@contextmanager
def two_nodes(database: Database, address: str, *, workers: bool) -> Iterator[Nodes]:
    """Two nodes on the database at this address, which is this process's address of it too."""
    with ExitStack() as stack:
        before = stack.enter_context(front())
        said = {"DATABASE_URL": address, "TARIAN_ISSUER": before.base_url, "TARIAN_LOG_LEVEL": "ERROR"}
        stack.enter_context(in_environment(database.environment | said))
        one, other = (stack.enter_context(run(database, worker=workers, workers=1, **said)) for _ in range(2))
        before.nodes = (one.base_url, other.base_url)
        yield Nodes(before, (one, other))


@pytest.fixture
def pooler(database: Database) -> Iterator[str]:
    """The address of the database behind PgBouncer."""
    with pooled(database.app_url) as address:
        yield address
