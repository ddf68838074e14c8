"""Fixtures for all tests: one throwaway PostgreSQL for each run, temporary databases, and the running service."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from services.embedded_postgres import Cluster, start_cluster
from tests.support.databases import TEMPLATE, Database, create_template_database, create_temporary_database
from tests.support.required_programs import list_missing_programs
from tests.support.running_service import RunningService, run_service

# The folder of a running cluster with a template, which many short test runs share; see tests/mutation.
SHARED_CLUSTER = os.environ.get("TARIAN_TEST_CLUSTER")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL cluster for this test run."""
    folder = Path(SHARED_CLUSTER) if SHARED_CLUSTER else tmp_path_factory.mktemp("postgres")
    cluster = start_cluster(folder, throwaway=True)
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """The name of an empty, migrated database that the databases of tests are copied from."""
    return TEMPLATE if SHARED_CLUSTER else create_template_database(cluster)


@pytest.fixture
def database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for one test, which the settings of this process refer to."""
    with create_temporary_database(cluster, template) as temporary_database:
        yield temporary_database


@pytest.fixture(scope="module")
def shared_database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A database for all tests of a module. Do not combine it with `database`."""
    with create_temporary_database(cluster, template) as temporary_database:
        yield temporary_database


StartService = Callable[..., AbstractContextManager[RunningService]]


@pytest.fixture(scope="session")
def start_service() -> StartService:
    """Context manager that runs the service: `with start_service(database) as running`; see `run_service`."""
    return run_service


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the tests that were skipped because a program is missing."""
    for reason in list_missing_programs(terminalreporter):
        terminalreporter.write_line(reason, red=True, bold=True)
