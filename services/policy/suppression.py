"""Which counts may be published. Pure functions: the rules of the releases, tested as properties.

Threshold and rounding follow the practice of official statistics; they are parameters of a release and stored with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

THRESHOLD = 5
ROUNDING = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell counts: incidents, each with the school (or other reporter) behind it."""

    schools: Mapping[UUID, frozenset[UUID]]

    @property
    def contributors(self) -> int:
        """k counts distinct schools, not incidents: one busy school must not carry a cell over the threshold."""
        return len(self.schools)

    @property
    def count(self) -> int:
        """Distinct incidents."""
        return len(frozenset().union(*self.schools.values()))


def select_publishable(total: Cell, cells: Mapping[str, Cell], threshold: int = THRESHOLD) -> Collection[str]:
    """The cells whose figure may be told, `total` under the empty name.

    A cell needs `threshold` schools. What is left when all told cells are taken from the total must be nothing or
    `threshold` schools too, or it could be had by subtraction: then the smallest told cell is withheld as well.
    """
    if total.contributors < threshold:
        return frozenset()
    told = {name for name, cell in cells.items() if cell.contributors >= threshold}
    while told and 0 < _count_withheld_schools(cells, told) < threshold:
        told.remove(min(told, key=lambda name: (cells[name].contributors, cells[name].count, name)))
    return frozenset({"", *told})


def _count_withheld_schools(cells: Mapping[str, Cell], told: Collection[str]) -> int:
    return len({school for name, cell in cells.items() if name not in told for school in cell.schools})


def round_count(count: int, to: int = ROUNDING) -> int:
    """To the nearest multiple, halves up."""
    return (count + to // 2) // to * to
