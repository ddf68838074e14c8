"""The permissions that the design specifies: the tables in tests/policy/d1.md, d2.md and scopes.md.

They are written by hand and not generated from the code, so that tests can compare the code with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.policy.actor import Kind
from tests.support.markdown import read_tables

DIRECTORY = Path(__file__).parents[1] / "policy"
KINDS_BY_LETTER = {
    "S": Kind.SCHOOL,
    "T": Kind.TRUST,
    "L": Kind.LOCAL_AUTHORITY,
    "U": Kind.UNION,
    "H": Kind.HELPLINE,
    "P": Kind.PLATFORM,
    "G": Kind.GOVERNMENT,
    "C": Kind.COORDINATION_BODY,
    "R": Kind.REGULATOR,
    "O": Kind.POLICE,
    "E": Kind.EMPLOYER_OTHER,
}
DENIED, FIGURES_ONLY, GRANTED = "-", "A", "x"
READ = "read "
# The cell of each kind in one row.
Cells = Mapping[Kind, str]

SPECIFIED_RESOURCES, IMPLEMENTED, NOT_IMPLEMENTED = read_tables(DIRECTORY / "d1.md")
SPECIFIED_FIELDS, IMPLEMENTED_FIELDS, NOT_IMPLEMENTED_FIELDS = read_tables(DIRECTORY / "d2.md")
(SCOPE_ROWS,) = read_tables(DIRECTORY / "scopes.md")


def load_permissions() -> dict[str, Cells]:
    """Return for each action and kind the predicate that must hold, or DENIED."""
    return {action: cells for action, cells in _read_rows(IMPLEMENTED, 1) if not action.startswith(READ)}


def load_readers() -> dict[str, Cells]:
    """Return for each noun and kind the predicate of the resources that it may read, FIGURES_ONLY, or DENIED."""
    return {action.removeprefix(READ): cells for action, cells in _read_rows(IMPLEMENTED, 1) if action.startswith(READ)}


def load_field_readers() -> dict[str, dict[str, frozenset[Kind]]]:
    """Return for each noun and field the kinds that may read it."""
    readers: dict[str, dict[str, frozenset[Kind]]] = {}
    header, *rows = IMPLEMENTED_FIELDS
    for noun, field, *rest in rows:
        cells = _read_cells(header, [noun, field, *rest])
        assert set(cells.values()) <= {GRANTED, DENIED}
        assert field not in readers.setdefault(noun, {}), "a field has two rows"
        readers[noun][field] = _granted_kinds(cells)
    return readers


def load_scope_holders() -> dict[str, frozenset[Kind]]:
    """Return for each scope the kinds whose clients may have it."""
    return {scope: _granted_kinds(cells) for scope, cells in _read_rows(SCOPE_ROWS, 0)}


def _read_rows(table: list[list[str]], key_column: int) -> Iterator[tuple[str, Cells]]:
    header, *rows = table
    keys = {row[key_column] if key_column else tuple(row[:2]) for row in rows}
    assert len(keys) == len(rows), "two rows have the same key"
    for row in rows:
        yield row[key_column], _read_cells(header, row)


def _read_cells(header: list[str], row: list[str]) -> Cells:
    cells = {KINDS_BY_LETTER[name]: cell for name, cell in zip(header, row, strict=True) if name in KINDS_BY_LETTER}
    assert set(cells) == set(Kind)
    return cells


def _granted_kinds(cells: Cells) -> frozenset[Kind]:
    return frozenset(kind for kind, cell in cells.items() if cell == GRANTED)
