"""The figures for a person, and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from services.embedded_postgres.serve import VAR
from tests.bench.measuring import Line

WRITTEN = VAR / "bench.json"
HEADINGS = ("operation", "incidents", "clients", "ms", "ceiling", "ratio", "cpu ms", "ceiling")
WIDTHS = (20, 9, 7, 8, 8, 6, 7, 7)
LEGEND = """
ms: median of what a client waits. ratio: ceiling / service, 1 is as fast as the bare minimum that does the same work.
cpu ms: of the processor, for one answer: all processes of the server and of its database, without the client."""


def written(lines: Iterable[Line]) -> str:
    """`var/bench.json`, and where it is."""
    WRITTEN.write_text(json.dumps([line.told() for line in lines], indent=2) + "\n")
    return str(WRITTEN.relative_to(VAR.parent))


def shown(lines: Sequence[Line]) -> str:
    """The table, and below it what growth costs."""
    rows = [_row(*HEADINGS)]
    rows += [
        _row(
            line.operation,
            f"{line.incidents:,}",
            line.clients,
            f"{line.median_ms:.2f}",
            f"{line.ceiling_ms:.2f}",
            f"{line.ratio:.2f}",
            _figure(line.cpu_ms),
            _figure(line.ceiling_cpu_ms),
        )
        for line in lines
    ]
    return "\n".join([*rows, LEGEND, *_growth(lines)])


def _growth(lines: Sequence[Line]) -> list[str]:
    sizes = sorted({line.incidents for line in lines})
    if len(sizes) < 2:
        return []
    found = {(line.operation, line.clients, line.incidents): line.median_ms for line in lines}
    least, most = sizes[0], sizes[-1]
    grown = [
        f"  {operation}, {clients} client{'s' if clients > 1 else ''}: {found[operation, clients, most] / took:.2f}"
        for (operation, clients, size), took in found.items()
        if size == least
    ]
    return [f"\nTime at {most:,} incidents by that at {least:,}:", *grown]


def _row(*cells: object) -> str:
    first, *rest = (str(cell) for cell in cells)
    return first.ljust(WIDTHS[0]) + "".join(cell.rjust(width + 2) for cell, width in zip(rest, WIDTHS[1:], strict=True))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
