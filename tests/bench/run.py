"""Run the benchmark on an empty cluster."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import VAR
from tests.bench import bulk_load, cluster
from tests.bench.deployment import start_deployment
from tests.bench.fan_out import measure_fan_out
from tests.bench.measurement import Measurement, ReportProgress, measure
from tests.bench.organisations import BenchOrganisations, create_organisations
from tests.bench.warm_up import warm_up
from tests.support.databases import create_template_database, set_environment

LOG_FILE = VAR / "bench.log"


def run_benchmark(
    folder: Path, sizes: Sequence[int], rounds: int, report_progress: ReportProgress
) -> tuple[list[Measurement], str]:
    """Return the measurements, and a sentence about the fan-out, which is measured on the smallest database.

    Args:
        folder: an empty folder for the cluster.
        sizes: the numbers of incidents in the databases, in ascending order.
        rounds: the number of rounds of which the medians are taken.
        report_progress: called with a message at each stage.
    """
    with cluster.run_cluster(folder) as running_cluster:
        organisations = _create_databases(running_cluster, sizes, report_progress)
    cluster.set_shared_buffers(folder)
    with cluster.run_cluster(folder) as running_cluster, ExitStack() as stack:
        log = stack.enter_context(LOG_FILE.open("wb"))
        deployments = []
        for size in sizes:
            database = cluster.describe_database(running_cluster, _database_name(size))
            deployments.append(
                stack.enter_context(start_deployment(running_cluster, database, organisations, size, log))
            )
        report_progress("warming up")
        for deployment in deployments:
            warm_up(deployment.database)
        measurements = measure(deployments, rounds, report_progress)
        report_progress("fan-out of one decision")
        return measurements, measure_fan_out(deployments[0])


def _create_databases(
    running_cluster: Cluster, sizes: Sequence[int], report_progress: ReportProgress
) -> BenchOrganisations:
    """Create the databases, each a copy of the smaller one before it with more incidents; return the organisations.

    All databases thus have the same organisations, clients and keys.
    """
    template, loaded = create_template_database(running_cluster), 0
    organisations: BenchOrganisations | None = None
    for size in sizes:
        running_cluster.create_database(_database_name(size), template)
        database = cluster.describe_database(running_cluster, _database_name(size))
        with set_environment(database.environment):
            report_progress(f"filling a database with {size:,} incidents")
            organisations = organisations or create_organisations()
        with set_environment(database.environment):
            bulk_load.load_incidents(database, organisations, loaded + 1, size)
        template, loaded = _database_name(size), size
    if organisations is None:
        raise ValueError("no sizes")
    return organisations


def _database_name(size: int) -> str:
    """Return the name of the database with this number of incidents."""
    return f"bench_{size}"
