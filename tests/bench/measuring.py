"""Rounds: each asks every question of both servers of every site; a busy moment of the machine then hits all alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from tests.bench.load import drive
from tests.bench.operations import QUESTIONS, Question
from tests.bench.site import Server, Site

CLIENTS = (1, 8)
# Milliseconds of an answer, and of the processor for it.
Figures = tuple[float, float | None]
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; the fields of `var/bench.json`, with the ceiling's CPU for the screen alone."""

    operation: str
    incidents: int
    clients: int
    median_ms: float
    ceiling_ms: float
    ratio: float
    cpu_ms: float | None
    ceiling_cpu_ms: float | None

    def told(self) -> dict[str, Any]:
        """As it is written."""
        return {name: value for name, value in asdict(self).items() if name != "ceiling_cpu_ms"}


def measure(sites: Sequence[Site], rounds: int, say: Callable[[str], None]) -> list[Line]:
    """Medians over the rounds. A round before them is thrown away: nothing is warm yet."""
    found: dict[Key, tuple[list[Figures], list[Figures]]] = {}
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}" if number else "a round that is not counted")
        for question in QUESTIONS:
            for site in sites:
                for clients in CLIENTS:
                    kept = found.setdefault((question.name, site.incidents, clients), ([], []))
                    servers = list(zip((site.service, site.ceiling), kept, strict=True))
                    for server, figures in servers if number % 2 else reversed(servers):
                        figure = _ask(question, site, server, clients)
                        figures += [figure] if number else []
    return [_line(key, *figures) for key, figures in found.items()]


def _ask(question: Question, site: Site, server: Server, clients: int) -> Figures:
    requests = question.requests(site, clients)
    before = server.cpu()
    times = drive(server.port, requests, clients, question.status)
    after = server.cpu()
    used = (after - before) / len(requests) if before is not None and after is not None else None
    return median(times), used


def _line(key: Key, service: Sequence[Figures], ceiling: Sequence[Figures]) -> Line:
    ours, best = (round(median(time for time, _ in figures), 3) for figures in (service, ceiling))
    return Line(*key, ours, best, round(best / ours, 3), _cpu(service), _cpu(ceiling))


def _cpu(figures: Sequence[Figures]) -> float | None:
    used = [cpu for _, cpu in figures if cpu is not None]
    return round(median(used), 3) if used else None
