"""The PostgreSQL cluster of the benchmark. Unlike that of the tests it is durable: each COMMIT waits for the disk."""

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

MEBIBYTE = 2**20


@contextmanager
def temporary_cluster_folder() -> Iterator[Path]:
    """Yield a folder for a cluster, deleted at the end. It is in var/, because /tmp may be in memory."""
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR) as folder:
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(open_cluster_directory(Path(folder)).path, ignore_errors=True)


@contextmanager
def run_cluster(folder: Path) -> Iterator[Cluster]:
    """Run the cluster of the folder. Stopping it writes a checkpoint, so the next start has no recovery to do."""
    cluster = start_cluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


def set_shared_buffers(folder: Path) -> None:
    """Give the stopped cluster a quarter of the machine's memory, as PostgreSQL's manual advises."""
    quarter = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // MEBIBYTE
    with (open_cluster_directory(folder).data_directory / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"shared_buffers = '{quarter}MB'\n")


def describe_database(cluster: Cluster, name: str) -> Database:
    """Return the name of a database with its connection URL for each role."""
    return Database(name, *(cluster.url(role, name) for role in ("app", "owner", "auditor", "operator")))
