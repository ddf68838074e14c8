"""Run the benchmark on an empty cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import VAR
from tests.bench import cluster, process_usage
from tests.bench.deployment import Deployment, start_deployment
from tests.bench.fan_out import FanOut, measure_fan_out
from tests.bench.measurement import Measurement, ReportProgress, measure
from tests.bench.operations import Operation
from tests.bench.organisations import BenchOrganisations
from tests.bench.process_usage import Memory
from tests.bench.revision import PRESENT, Revision, check_out
from tests.bench.servers import AGAINST, CEILING, NOW
from tests.bench.warm_up import warm_up

LOG_FILE = VAR / "bench.log"
FAN_OUT_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """The options of a run.

    `sizes`: the numbers of incidents in the databases, in ascending order. `rounds`: of which the medians are taken.
    `client_counts`: the numbers of concurrent clients. `against`: the name of an earlier revision.
    """

    sizes: Sequence[int]
    rounds: int
    client_counts: Sequence[int]
    operations: Sequence[Operation]
    has_fan_out: bool
    against: str | None = None


class MemoryUsage(NamedTuple):
    """The memory of a worker process of a web server, and of a PostgreSQL process that serves it; None if unknown."""

    web_worker: Memory | None
    backend: Memory | None


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was measured. `fan_out` and `memory` are by the name of the server.

    `load_average`: of the machine in the last minute, before and after the measurement.
    """

    measurements: Sequence[Measurement]
    fan_out: Mapping[str, FanOut]
    memory: Mapping[str, MemoryUsage]
    load_average: tuple[float, float]


def run_benchmark(folder: Path, plan: Plan, report_progress: ReportProgress) -> Results:
    """Measure what the plan says, on a cluster in an empty folder. `report_progress` gets a message at each stage.

    Raises:
        StartupError: the earlier revision cannot be checked out, filled or started.
    """
    with ExitStack() as stack:
        revisions = {NOW: PRESENT}
        if plan.against:
            revisions[AGAINST] = stack.enter_context(check_out(plan.against))
        with cluster.run_cluster(folder) as running_cluster:
            organisations = {
                name: _create_databases(running_cluster, name, revision, plan.sizes, report_progress)
                for name, revision in revisions.items()
            }
        cluster.set_shared_buffers(folder)
        running_cluster = stack.enter_context(cluster.run_cluster(folder))
        deployments = stack.enter_context(_start_deployments(running_cluster, revisions, organisations, plan.sizes))
        report_progress("warming up")
        for deployment in deployments:
            warm_up(deployment.database)
        return _measure_all(deployments, plan, report_progress)


def _create_databases(
    running_cluster: Cluster, name: str, revision: Revision, sizes: Sequence[int], report_progress: ReportProgress
) -> BenchOrganisations:
    """Create the databases of a revision, each a copy of the smaller one with more incidents.

    All of them have the same organisations, clients and keys, which are returned.
    """
    template, loaded, organisations = f"{name}_template", 0, None
    revision.create_template(running_cluster, template)
    with revision.open_loader() as load_incidents:
        for size in sizes:
            report_progress(f"filling a database with {size:,} incidents ({name})")
            running_cluster.create_database(_database_name(name, size), template)
            database = cluster.describe_database(running_cluster, _database_name(name, size))
            organisations = load_incidents(database, loaded + 1, size)
            template, loaded = database.name, size
    if organisations is None:
        raise ValueError("no sizes")
    return organisations


@contextmanager
def _start_deployments(
    running_cluster: Cluster,
    revisions: Mapping[str, Revision],
    organisations: Mapping[str, BenchOrganisations],
    sizes: Sequence[int],
) -> Iterator[list[Deployment]]:
    """Run the servers of all revisions on all databases until the end of the block, with their output in a log file."""
    with ExitStack() as stack:
        log = stack.enter_context(LOG_FILE.open("wb"))
        yield [
            stack.enter_context(
                start_deployment(
                    running_cluster,
                    cluster.describe_database(running_cluster, _database_name(name, size)),
                    organisations[name],
                    size,
                    log,
                    revision=revision,
                    names=(NOW, CEILING) if name == NOW else (name,),
                )
            )
            for size in sizes
            for name, revision in revisions.items()
        ]


def _measure_all(deployments: Sequence[Deployment], plan: Plan, report_progress: ReportProgress) -> Results:
    """Measure the operations, then memory and fan-out on the smallest databases."""
    load_before = os.getloadavg()[0]
    measurements = measure(deployments, plan.rounds, plan.client_counts, report_progress, plan.operations)
    smallest = [deployment for deployment in deployments if deployment.incidents == plan.sizes[0]]
    memory = {
        server.name: MemoryUsage(
            process_usage.measure_memory(process_usage.list_leaves(server.pids[0])),
            process_usage.measure_memory(deployment.list_backends(server)),
        )
        for deployment in smallest
        for server in deployment.servers.values()
    }
    fan_out: Mapping[str, FanOut] = {}
    if plan.has_fan_out:
        report_progress("fan-out of decisions")
        fan_out = measure_fan_out(smallest, FAN_OUT_ROUNDS)
    return Results(measurements, fan_out, memory, (load_before, os.getloadavg()[0]))


def _database_name(name: str, size: int) -> str:
    """Return the name of a revision's database with this number of incidents."""
    return f"{name}_{size}"
