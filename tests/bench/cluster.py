"""A PostgreSQL of our own that keeps its promises: unlike that of the tests it waits for the disk at every COMMIT."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.embedded_postgres import Cluster, start_cluster
from services.embedded_postgres.cluster_dir import open_cluster_directory
from services.embedded_postgres.serve import VAR
from tests.support.databases import Database

MEGABYTE = 2**20


@contextmanager
def thrown_away() -> Iterator[Path]:
    """A folder for a cluster, gone with all data at the end: on the disk of the checkout, for /tmp may be memory."""
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR) as made:
        try:
            yield Path(made)
        finally:
            shutil.rmtree(open_cluster_directory(Path(made)).path, ignore_errors=True)


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """The cluster of the folder. Stopping it writes everything to its place: the next start has nothing left to do."""
    cluster = start_cluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


def tune(folder: Path) -> None:
    """Give the stopped cluster the share of the machine's memory that PostgreSQL's manual advises: a quarter."""
    quarter = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // MEGABYTE
    with (open_cluster_directory(folder).data_directory / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"shared_buffers = '{quarter}MB'\n")


def database(cluster: Cluster, name: str) -> Database:
    """A database as each role reaches it."""
    return Database(name, *(cluster.url(role, name) for role in ("app", "owner", "auditor")))
