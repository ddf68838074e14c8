"""Measure in rounds: each sends every operation to all servers, so that interference hits all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from tests.bench.deployment import Deployment
from tests.bench.http_load import run_clients
from tests.bench.operations import OPERATIONS, Operation
from tests.bench.servers import AGAINST, CEILING, NOW, Server

ReportProgress = Callable[[str], None]
Targets = Sequence[tuple[Deployment, Server]]


class Sample(NamedTuple):
    """One server in one round, or the medians of all rounds.

    `response_ms`: median milliseconds until a client has the response. `cpu_ms`: processor time for a response, None if
    unknown. `per_second`: responses to all clients in a second.
    """

    response_ms: float
    cpu_ms: float | None
    per_second: float


class Case(NamedTuple):
    """An operation on a database with a number of incidents, by a number of clients."""

    operation: str
    incidents: int
    clients: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """The result of a case: the medians of each server by its name."""

    case: Case
    servers: Mapping[str, Sample]

    @property
    def ratios(self) -> dict[str, float | None]:
        """The times of other servers divided by that of the present service.

        `ratio`: the ceiling; 1 is as fast as it. `speedup`: the earlier revision; 2 is twice as fast as that.
        """
        return {
            "ratio": self._divide(CEILING, "response_ms"),
            "cpu_ratio": self._divide(CEILING, "cpu_ms"),
            "speedup": self._divide(AGAINST, "response_ms"),
            "cpu_speedup": self._divide(AGAINST, "cpu_ms"),
        }

    def to_json(self) -> dict[str, object]:
        """Return the fields for var/bench.json."""
        servers = {name: sample._asdict() for name, sample in self.servers.items()}
        return {**self.case._asdict(), **servers, **self.ratios}

    def _divide(self, name: str, figure: str) -> float | None:
        """Return a figure of the server with this name divided by that of the present service; None if unknown."""
        other, own = (getattr(self.servers.get(each), figure, None) for each in (name, NOW))
        return round(other / own, 3) if other and own else None


def measure(
    deployments: Sequence[Deployment],
    rounds: int,
    client_counts: Sequence[int],
    report_progress: ReportProgress,
    operations: Sequence[Operation] = OPERATIONS,
) -> list[Measurement]:
    """Return the results of all cases. One round before the others is discarded, because caches are still empty."""
    samples: dict[Case, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    sizes = sorted({deployment.incidents for deployment in deployments})
    for number in range(rounds + 1):
        report_progress(f"round {number} of {rounds}" if number else "warm-up round")
        for operation in operations:
            for size in sizes:
                for clients in [operation.clients] if operation.clients else client_counts:
                    case = Case(operation.name, size, clients)
                    for deployment, server in _rotate(deployments, size, number):
                        sample = _measure_once(operation, deployment, server, clients)
                        if number:
                            samples[case][server.name].append(sample)
    return [
        Measurement(case, {name: _take_medians(each) for name, each in by_name.items()})
        for case, by_name in samples.items()
    ]


def _rotate(deployments: Sequence[Deployment], size: int, number: int) -> Targets:
    """Return the servers on databases of this size; each round begins with another of them."""
    targets = [
        (deployment, server)
        for deployment in deployments
        if deployment.incidents == size
        for server in deployment.servers.values()
    ]
    start = number % len(targets)
    return targets[start:] + targets[:start]


def _measure_once(operation: Operation, deployment: Deployment, server: Server, clients: int) -> Sample:
    """Send the requests of one round to one server."""
    requests = operation.build_requests(deployment, clients)
    cpu_before = server.measure_cpu_ms()
    times_ms, per_second = run_clients(server.port, requests, clients, operation.status)
    cpu_after = server.measure_cpu_ms()
    cpu_ms = None if cpu_before is None or cpu_after is None else (cpu_after - cpu_before) / len(requests)
    return Sample(median(times_ms), cpu_ms, per_second)


def _take_medians(samples: Sequence[Sample]) -> Sample:
    """Return the median of each figure."""
    response_ms, cpu_ms, per_second = zip(*samples, strict=True)
    known = [milliseconds for milliseconds in cpu_ms if milliseconds is not None]
    return Sample(
        round(median(response_ms), 3), round(median(known), 3) if known else None, round(median(per_second), 1)
    )
