"""A small database with the service and the ceiling on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.embedded_postgres import Cluster
from tests.bench.bulk_load import load_incidents
from tests.bench.deployment import Deployment, start_deployment
from tests.bench.organisations import create_organisations
from tests.support.databases import Database

INCIDENT_COUNT = 400


@pytest.fixture(scope="module")
def deployment(
    cluster: Cluster, shared_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """A small database with the service and the ceiling."""
    organisations = create_organisations()
    load_incidents(shared_database, organisations, 1, INCIDENT_COUNT)
    log_file = tmp_path_factory.mktemp("bench") / "log"
    with (
        log_file.open("wb") as log,
        start_deployment(cluster, shared_database, organisations, INCIDENT_COUNT, log) as running,
    ):
        yield running
