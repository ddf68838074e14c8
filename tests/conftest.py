"""One throw-away PostgreSQL per run, a fresh database for whoever asks, and the real service over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from services.embedded_postgres import Cluster, start_cluster
from tests.support.databases import Database, create_template_database, temporary_database
from tests.support.required_programs import list_missing_programs
from tests.support.running_service import RunningService, run_service


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
    return create_template_database(cluster)


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for this test alone; settings() and engine() of this process are in it."""
    with temporary_database(cluster, template) as made:
        yield made


@pytest.fixture(scope="module")
def shared_database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for all tests of a module. Do not combine with `database`."""
    with temporary_database(cluster, template) as made:
        yield made


Service = Callable[..., AbstractContextManager[RunningService]]


@pytest.fixture(scope="session")
def service() -> Service:
    """`with service(database) as running`: real processes until the end of the block; see support/running.py."""
    return run_service


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what could not be tested on this machine."""
    for line in list_missing_programs(terminalreporter):
        terminalreporter.write_line(line, red=True, bold=True)
