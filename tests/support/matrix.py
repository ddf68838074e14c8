"""The matrix of the design, as it stands in tests/policy/d1.md, d2.md and scopes.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from services.policy.actor import Kind
from tests.support.markdown import read_tables
from tests.support.permission_grid import COLUMNS

POLICY = Path(__file__).parents[1] / "policy"
NOTHING, FIGURES, SEEN = "-", "A", "x"
Cells = Mapping[Kind, str]

D1, BUILT, NOT_BUILT = read_tables(POLICY / "d1.md")
D2, FIELDS, NO_FIELDS = read_tables(POLICY / "d2.md")
(SCOPES,) = read_tables(POLICY / "scopes.md")


def _cells(header: list[str], row: list[str]) -> Cells:
    read = {COLUMNS[name]: cell for name, cell in zip(header, row, strict=True) if name in COLUMNS}
    assert set(read) == set(Kind)
    return read


def _rows(table: list[list[str]], key: int) -> Iterator[tuple[str, Cells]]:
    header, *rows = table
    assert len({row[key] if key else tuple(row[:2]) for row in rows}) == len(rows), "a row is there twice"
    for row in rows:
        yield row[key], _cells(header, row)


def actions() -> dict[str, Cells]:
    """For each action of the page and each kind, the relation that must hold, or `-`."""
    return {what: cells for what, cells in _rows(BUILT, 1) if not what.startswith("read ")}


def reads() -> dict[str, Cells]:
    """For each noun of the lens and each kind, whose things it reads, `A` or `-`."""
    return {what.removeprefix("read "): cells for what, cells in _rows(BUILT, 1) if what.startswith("read ")}


def fields() -> dict[str, dict[str, frozenset[Kind]]]:
    """For each noun and field, the kinds that see it."""
    found: dict[str, dict[str, frozenset[Kind]]] = {}
    header, *rows = FIELDS
    for noun, field, *rest in rows:
        cells = _cells(header, [noun, field, *rest])
        assert set(cells.values()) <= {SEEN, NOTHING}
        assert field not in found.setdefault(noun, {}), "a field is there twice"
        found[noun][field] = frozenset(kind for kind, cell in cells.items() if cell == SEEN)
    return found


def scopes() -> dict[str, frozenset[Kind]]:
    """For each scope, the kinds whose clients may have it."""
    return {scope: frozenset(kind for kind, cell in cells.items() if cell == SEEN) for scope, cells in _rows(SCOPES, 0)}
