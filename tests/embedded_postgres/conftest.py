"""A checkout of their own for these tests, so that a service that somebody runs in this one is not disturbed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.embedded_postgres import Cluster, start
from services.embedded_postgres.cluster_dir import home_of
from tests.embedded_postgres.served import Served, serving
from tests.support.databases import ROOT

NOT_COPIED = ("var", ".git", "__pycache__", ".*_cache", ".hypothesis")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout as it is unpacked, in a path with a space."""
    return copied_to(tmp_path / "a checkout")


@pytest.fixture(scope="session")
def lasting_checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same for all tests, with the data that they leave in it."""
    copy = copied_to(tmp_path_factory.mktemp("lasting") / "a checkout")
    yield copy
    shutil.rmtree(home_of(copy / "var" / "postgres").path, ignore_errors=True)


@pytest.fixture
def served(lasting_checkout: Path) -> Iterator[Served]:
    """The service in that checkout, which each test starts again."""
    with serving(lasting_checkout) as running:
        yield running


def copied_to(copy: Path) -> Path:
    """A copy without anything that running leaves behind."""
    return shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)


@pytest.fixture
def start_lasting() -> Iterator[Callable[[Path], Cluster]]:
    """Starts clusters that keep their data when they stop, until the end of the test."""
    made: list[Cluster] = []

    def start_one(folder: Path) -> Cluster:
        made.append(start(folder))
        return made[-1]

    yield start_one
    for cluster in made:
        cluster.stop()
        shutil.rmtree(cluster.home.path, ignore_errors=True)


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster that the test may hurt."""
    made = start(tmp_path / "postgres", throwaway=True)
    yield made
    made.stop()
