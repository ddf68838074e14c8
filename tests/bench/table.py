"""Print the results as tables in Markdown, and write them as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from services.embedded_postgres.serve import VAR
from tests.bench.measurement import Measurement
from tests.bench.run import Results
from tests.bench.servers import AGAINST, CEILING, NOW

JSON_FILE = VAR / "bench.json"
SERVERS = (CEILING, NOW, AGAINST)
RATIOS = ("ratio", "speedup", "cpu_ratio", "cpu_speedup")
FIRST_WIDTH, WIDTH = 22, 8
LEGEND = """
ms: median time until a client has the response. cpu: processor time in ms for a response, of all processes of the
server and its database, without the client. /s: responses in a second to all clients.
ceiling: the minimal application; against: the earlier revision. ratio: ceiling / now, 1 is as fast as the minimal
application. speedup: against / now, 2 is twice as fast as the earlier revision."""


def write_json(results: Results) -> str:
    """Write var/bench.json and return its path relative to the checkout."""
    document = {
        "load_average": results.load_average,
        "operations": [measurement.to_json() for measurement in results.measurements],
        "fan_out": {name: fan_out._asdict() for name, fan_out in results.fan_out.items()},
        "memory": {
            name: {kind: memory and memory._asdict() for kind, memory in usage._asdict().items()}
            for name, usage in results.memory.items()
        },
    }
    JSON_FILE.write_text(json.dumps(document, indent=2) + "\n")
    return str(JSON_FILE.relative_to(VAR.parent))


def format_tables(results: Results) -> str:
    """Return the tables as text: operations, growth with the database, fan-out, memory."""
    lines = [
        *_format_operations(results.measurements),
        LEGEND,
        *_format_growth(results.measurements),
        *_format_fan_out(results),
        *_format_memory(results),
        f"\nLoad average of the machine: {results.load_average[0]:.1f} before, {results.load_average[1]:.1f} after",
    ]
    return "\n".join(lines)


def _format_operations(measurements: Sequence[Measurement]) -> Iterator[str]:
    """Yield the lines of the table of operations."""
    servers = [name for name in SERVERS if any(name in measurement.servers for measurement in measurements)]
    units = [f"{name} {unit}" for unit in ("ms", "cpu", "/s") for name in servers]
    ratios = [name for name in RATIOS if AGAINST in servers or "speedup" not in name]
    yield from _format_heading(
        "operation", "incidents", "clients", *(name.replace("_", " ") for name in ratios), *units
    )
    for measurement in measurements:
        samples = [measurement.servers[name] for name in servers]
        figures = [figure for unit in zip(*samples, strict=True) for figure in unit]
        case, known_ratios = measurement.case, [measurement.ratios[name] for name in ratios]
        yield _format_row(case.operation, f"{case.incidents:,}", case.clients, *known_ratios, *figures)


def _format_growth(measurements: Sequence[Measurement]) -> Iterator[str]:
    """Yield the table of growth: the service's time on the largest database divided by that on the smallest."""
    sizes = sorted({measurement.case.incidents for measurement in measurements})
    if len(sizes) < 2:
        return
    samples = {measurement.case: measurement.servers[NOW] for measurement in measurements}
    yield f"\nWith {sizes[-1]:,} incidents divided by with {sizes[0]:,}:\n"
    yield from _format_heading("operation", "clients", "ms", "cpu")
    for case, small in samples.items():
        if case.incidents == sizes[0]:
            large = samples[case._replace(incidents=sizes[-1])]
            cpu = large.cpu_ms / small.cpu_ms if large.cpu_ms and small.cpu_ms else None
            yield _format_row(case.operation, case.clients, large.response_ms / small.response_ms, cpu)


def _format_fan_out(results: Results) -> Iterator[str]:
    """Yield the table of fan-outs."""
    if results.fan_out:
        yield "\nFan-out of one decision: seconds until the last feed entry, of them work of the job:\n"
        yield from _format_heading("server", "incidents", "entries", "seconds", "work", "cpu ms")
    for name, fan_out in results.fan_out.items():
        yield _format_row(name, *fan_out)


def _format_memory(results: Results) -> Iterator[str]:
    """Yield the table of memory."""
    yield "\nMemory in MiB of a web worker and of a PostgreSQL backend, with a share of common pages, and private:\n"
    yield from _format_heading("server", "worker", "private", "backend", "private")
    for name, usage in results.memory.items():
        figures = [figure for memory in usage for figure in memory or (None, None)]
        yield _format_row(name, *figures)


def _format_heading(*headings: str) -> Iterator[str]:
    """Yield the first two lines of a table in Markdown."""
    yield _format_row(*headings)
    yield _format_row("---", *("---:" for _ in headings[1:]))


def _format_row(first: str, *cells: object) -> str:
    """Return a line of a table in Markdown."""
    return " | ".join(["| " + first.ljust(FIRST_WIDTH), *(_format_cell(cell).rjust(WIDTH) for cell in cells)]) + " |"


def _format_cell(cell: object) -> str:
    """Return a figure with two decimals, a dash if it is unknown, and other cells as they are."""
    if cell is None:
        return "-"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
