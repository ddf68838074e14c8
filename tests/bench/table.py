"""Print the measurements as a table, and write them as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from services.embedded_postgres.serve import VAR
from tests.bench.measurement import Measurement

JSON_FILE = VAR / "bench.json"
HEADINGS = ("operation", "incidents", "clients", "ms", "ceiling ms", "ratio", "cpu ms", "ceiling cpu ms")
WIDTHS = (20, 9, 7, 8, 10, 6, 7, 14)
LEGEND = """
ms: median time until a client has the response; ceiling ms: the same for the minimal application.
ratio: ceiling ms / ms; 1 is as fast as the minimal application.
cpu ms: processor time for a response, of all processes of the server and its database, without the client."""


def write_json(measurements: Iterable[Measurement]) -> str:
    """Write var/bench.json and return its path relative to the checkout."""
    JSON_FILE.write_text(json.dumps([measurement.to_json() for measurement in measurements], indent=2) + "\n")
    return str(JSON_FILE.relative_to(VAR.parent))


def format_table(measurements: Sequence[Measurement]) -> str:
    """Return the table with a legend, and the increase of each time from the smallest to the largest database."""
    rows = [_format_row(*HEADINGS)]
    rows += [
        _format_row(
            measurement.operation,
            f"{measurement.incidents:,}",
            measurement.clients,
            f"{measurement.median_ms:.2f}",
            f"{measurement.ceiling_ms:.2f}",
            f"{measurement.ratio:.2f}",
            _format_cpu(measurement.cpu_ms),
            _format_cpu(measurement.ceiling_cpu_ms),
        )
        for measurement in measurements
    ]
    return "\n".join([*rows, LEGEND, *_format_growth(measurements)])


def _format_growth(measurements: Sequence[Measurement]) -> list[str]:
    """Return a line per operation: its time on the largest database divided by that on the smallest."""
    sizes = sorted({measurement.incidents for measurement in measurements})
    if len(sizes) < 2:
        return []
    times_ms = {
        (measurement.operation, measurement.clients, measurement.incidents): measurement.median_ms
        for measurement in measurements
    }
    smallest, largest = sizes[0], sizes[-1]
    lines = [
        f"  {operation}, {clients} client{'s' if clients > 1 else ''}: "
        f"{times_ms[operation, clients, largest] / smallest_ms:.2f}"
        for (operation, clients, size), smallest_ms in times_ms.items()
        if size == smallest
    ]
    return [f"\nTime with {largest:,} incidents divided by time with {smallest:,}:", *lines]


def _format_row(*cells: object) -> str:
    """Return a line with the first cell aligned left and the others right."""
    first, *rest = (str(cell) for cell in cells)
    return first.ljust(WIDTHS[0]) + "".join(cell.rjust(width + 2) for cell, width in zip(rest, WIDTHS[1:], strict=True))


def _format_cpu(milliseconds: float | None) -> str:
    """Return the time with two decimals, or a dash if it is unknown."""
    return "-" if milliseconds is None else f"{milliseconds:.2f}"
