"""Fixtures: copies of the checkout, so that a service running in this one is not disturbed, and clusters."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.embedded_postgres import Cluster, start_cluster
from services.embedded_postgres.cluster_dir import open_cluster_directory
from tests.embedded_postgres.running_service import RunningService, run_service
from tests.support.databases import ROOT

NOT_COPIED = ("var", ".git", "__pycache__", ".*_cache", ".hypothesis")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout without any data, in a path with a space."""
    return copy_checkout(tmp_path / "a checkout")


@pytest.fixture(scope="session")
def shared_checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of this checkout for all tests, which keeps the data that they leave in it."""
    copy = copy_checkout(tmp_path_factory.mktemp("shared") / "a checkout")
    yield copy
    shutil.rmtree(open_cluster_directory(copy / "var" / "postgres").path, ignore_errors=True)


@pytest.fixture
def running_service(shared_checkout: Path) -> Iterator[RunningService]:
    """The service in the shared checkout, started anew for each test."""
    with run_service(shared_checkout) as running:
        yield running


def copy_checkout(target: Path) -> Path:
    """Copy this checkout without the files that tools and running processes leave in it."""
    return shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)


@pytest.fixture
def start_persistent_cluster() -> Iterator[Callable[[Path], Cluster]]:
    """A function that starts a cluster which keeps its data when it stops, until the end of the test."""
    clusters: list[Cluster] = []

    def start_persistent(folder: Path) -> Cluster:
        clusters.append(start_cluster(folder))
        return clusters[-1]

    yield start_persistent
    for cluster in clusters:
        cluster.stop()
        shutil.rmtree(cluster.directory.path, ignore_errors=True)


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A throw-away cluster of one test, which may damage it."""
    cluster = start_cluster(tmp_path / "postgres", throwaway=True)
    yield cluster
    cluster.stop()
