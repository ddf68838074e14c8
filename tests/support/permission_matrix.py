"""The permissions that the design specifies: the tables in tests/policy/d1.md, d2.md and scopes.md.

They are written by hand and not generated from the code, so that tests can compare the code with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.policy.actor import Kind
from tests.support.markdown import read_tables

POLICY_DIR = Path(__file__).parents[1] / "policy"
# The columns of the tables: one for each kind of organisation.
KIND_BY_LETTER = {
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
# Cells: no access, published figures only, and (in the tables of fields and scopes) access.
DENIED, FIGURES_ONLY, GRANTED = "-", "A", "x"
READ_PREFIX = "read "
# The cell of each kind in one row.
Cells = Mapping[Kind, str]

SPECIFIED_RESOURCES, IMPLEMENTED, NOT_IMPLEMENTED = read_tables(POLICY_DIR / "d1.md")
SPECIFIED_FIELDS, IMPLEMENTED_FIELDS, NOT_IMPLEMENTED_FIELDS = read_tables(POLICY_DIR / "d2.md")
(SCOPE_ROWS,) = read_tables(POLICY_DIR / "scopes.md")


def load_permissions() -> dict[str, Cells]:
    """Return for each action and kind the predicate that must hold, or DENIED."""
    return {action: cells for action, cells in _read_rows(IMPLEMENTED, 1) if not action.startswith(READ_PREFIX)}


def load_readers() -> dict[str, Cells]:
    """Return for each resource and kind the predicate of the rows that it may read, FIGURES_ONLY, or DENIED."""
    return {
        action.removeprefix(READ_PREFIX): cells
        for action, cells in _read_rows(IMPLEMENTED, 1)
        if action.startswith(READ_PREFIX)
    }


def load_field_readers() -> dict[str, dict[str, frozenset[Kind]]]:
    """Return for each resource and field the kinds that may read it."""
    readers: dict[str, dict[str, frozenset[Kind]]] = {}
    header, *rows = IMPLEMENTED_FIELDS
    for row in rows:
        resource, field, *_ = row
        cells = _read_cells(header, row)
        assert set(cells.values()) <= {GRANTED, DENIED}
        assert field not in readers.setdefault(resource, {}), "a field has two rows"
        readers[resource][field] = _granted_kinds(cells)
    return readers


def load_scope_holders() -> dict[str, frozenset[Kind]]:
    """Return for each scope the kinds whose clients may have it."""
    return {scope: _granted_kinds(cells) for scope, cells in _read_rows(SCOPE_ROWS, 0)}


def _read_rows(table: list[list[str]], key_column: int) -> Iterator[tuple[str, Cells]]:
    """Yield the cell in `key_column` of each row, with the cells of all kinds."""
    header, *rows = table
    keys = {row[key_column] if key_column else tuple(row[:2]) for row in rows}
    assert len(keys) == len(rows), "two rows have the same key"
    for row in rows:
        yield row[key_column], _read_cells(header, row)


def _read_cells(header: list[str], row: list[str]) -> Cells:
    """Return the cells of the row by kind; every kind must have a column."""
    cells = {KIND_BY_LETTER[name]: cell for name, cell in zip(header, row, strict=True) if name in KIND_BY_LETTER}
    assert set(cells) == set(Kind)
    return cells


def _granted_kinds(cells: Cells) -> frozenset[Kind]:
    """Return the kinds whose cell is GRANTED."""
    return frozenset(kind for kind, cell in cells.items() if cell == GRANTED)
