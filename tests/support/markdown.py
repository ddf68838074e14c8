"""Tables that people read beside the specification, read by tests."""

from __future__ import annotations

from pathlib import Path


def read_tables(path: Path) -> list[list[list[str]]]:
    """Every table of the file: its rows, the header first, each a list of cells."""
    found: list[list[list[str]]] = []
    lines = path.read_text().splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("|---"):
            found.append([_cells(before)])
        elif line.startswith("|") and before.startswith("|"):
            found[-1].append(_cells(line))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
