"""Reading the tables of Markdown files."""

from __future__ import annotations

from pathlib import Path


def read_tables(path: Path) -> list[list[list[str]]]:
    """Return every table of the file as a list of rows, the header first; a row is a list of cells."""
    tables: list[list[list[str]]] = []
    lines = path.read_text().splitlines()
    for previous, line in zip(["", *lines], lines, strict=False):
        if line.startswith("|---"):
            tables.append([_split_cells(previous)])
        elif line.startswith("|") and previous.startswith("|"):
            tables[-1].append(_split_cells(line))
    return tables


def _split_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
