"""One throw-away PostgreSQL per run, a fresh database for whoever asks, and the real service over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from services.embedded_postgres import Cluster, start_cluster
from tests.support.databases import Database, fresh_database, migrated
from tests.support.required_programs import untested
from tests.support.running import Running, run


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL that lives as long as this run."""
    started = start_cluster(tmp_path_factory.mktemp("postgres"), throwaway=True)
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """The name of a migrated, empty database to copy."""
    return migrated(cluster)


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for this test alone; settings() and engine() of this process are in it."""
    with fresh_database(cluster, template) as made:
        yield made


@pytest.fixture(scope="module")
def shared_database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for all tests of a module. Do not combine with `database`."""
    with fresh_database(cluster, template) as made:
        yield made


Service = Callable[..., AbstractContextManager[Running]]


@pytest.fixture(scope="session")
def service() -> Service:
    """`with service(database) as running`: real processes until the end of the block; see support/running.py."""
    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what could not be tested on this machine."""
    for line in untested(terminalreporter):
        terminalreporter.write_line(line, red=True, bold=True)
