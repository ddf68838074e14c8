"""Measure in rounds: each sends every operation to both servers of every deployment, so that interference hits all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import NamedTuple

from tests.bench.deployment import Deployment, Server
from tests.bench.http_load import run_clients
from tests.bench.operations import OPERATIONS, Operation

CLIENT_COUNTS = (1, 8)
# Written to var/bench.json in this order.
JSON_FIELDS = ("operation", "incidents", "clients", "median_ms", "ceiling_ms", "ratio", "cpu_ms")

ReportProgress = Callable[[str], None]


class Sample(NamedTuple):
    """One server in one round: median milliseconds of a response, and of processor time for it (None if unknown)."""

    response_ms: float
    cpu_ms: float | None


class Case(NamedTuple):
    """An operation on a database with a number of incidents, by a number of clients."""

    operation: str
    incidents: int
    clients: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """The result of a case: medians over all rounds in milliseconds. `ratio` is `ceiling_ms` by `median_ms`."""

    operation: str
    incidents: int
    clients: int
    median_ms: float
    ceiling_ms: float
    ratio: float
    cpu_ms: float | None
    ceiling_cpu_ms: float | None

    def to_json(self) -> dict[str, object]:
        """Return the fields for var/bench.json."""
        fields = asdict(self)
        return {name: fields[name] for name in JSON_FIELDS}


def measure(deployments: Sequence[Deployment], rounds: int, report_progress: ReportProgress) -> list[Measurement]:
    """Return the results of all cases. One round before the others is discarded, because caches are still empty."""
    samples: dict[Case, tuple[list[Sample], list[Sample]]] = {}
    for number in range(rounds + 1):
        report_progress(f"round {number} of {rounds}" if number else "warm-up round")
        for operation in OPERATIONS:
            for deployment in deployments:
                for clients in CLIENT_COUNTS:
                    case = Case(operation.name, deployment.incidents, clients)
                    service_samples, ceiling_samples = samples.setdefault(case, ([], []))
                    servers = [(deployment.service, service_samples), (deployment.ceiling, ceiling_samples)]
                    # The order alternates, so that neither server always comes first.
                    for server, server_samples in servers if number % 2 else reversed(servers):
                        sample = _measure_once(operation, deployment, server, clients)
                        if number:
                            server_samples.append(sample)
    return [_summarize(case, service, ceiling) for case, (service, ceiling) in samples.items()]


def _measure_once(operation: Operation, deployment: Deployment, server: Server, clients: int) -> Sample:
    """Send the requests of one round to one server."""
    requests = operation.build_requests(deployment, clients)
    cpu_before = server.measure_cpu_ms()
    times_ms = run_clients(server.port, requests, clients, operation.status)
    cpu_after = server.measure_cpu_ms()
    if cpu_before is None or cpu_after is None:
        return Sample(median(times_ms), None)
    return Sample(median(times_ms), (cpu_after - cpu_before) / len(requests))


def _summarize(case: Case, service: Sequence[Sample], ceiling: Sequence[Sample]) -> Measurement:
    """Return the medians of the samples of both servers."""
    median_ms, ceiling_ms = (
        round(median(sample.response_ms for sample in samples), 3) for samples in (service, ceiling)
    )
    ratio = round(ceiling_ms / median_ms, 3)
    return Measurement(*case, median_ms, ceiling_ms, ratio, _median_cpu_ms(service), _median_cpu_ms(ceiling))


def _median_cpu_ms(samples: Sequence[Sample]) -> float | None:
    """Return the median processor time of the samples; None if it is unknown."""
    known = [sample.cpu_ms for sample in samples if sample.cpu_ms is not None]
    return round(median(known), 3) if known else None
