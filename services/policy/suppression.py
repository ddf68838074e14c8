"""Statistical disclosure control: the counts of a release that may be published.

Threshold and rounding follow the practice of official statistics (the ONS uses a threshold of 10 for research outputs);
they are parameters of a release and stored with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

THRESHOLD = 5
ROUNDING = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """The incidents of one cell, by the school (or other reporter) that reported them."""

    schools: Mapping[UUID, frozenset[UUID]]

    @property
    def contributors(self) -> int:
        """The number of schools. The threshold counts schools: one school with many incidents must not pass it."""
        return len(self.schools)

    @property
    def count(self) -> int:
        """The number of distinct incidents."""
        return len(frozenset().union(*self.schools.values()))


def select_publishable(total: Cell, cells: Mapping[str, Cell], threshold: int = THRESHOLD) -> Collection[str]:
    """Return the names of the cells whose counts may be published; the total has the empty name.

    A cell needs at least `threshold` schools. So that nobody can subtract the published cells from the total, the
    withheld cells together must have no school or at least `threshold` schools; otherwise the smallest published cell
    is withheld too (secondary suppression).
    """
    if total.contributors < threshold:
        return frozenset()
    published = {name for name, cell in cells.items() if cell.contributors >= threshold}
    while published and 0 < _count_withheld_schools(cells, published) < threshold:
        published.remove(min(published, key=lambda name: (cells[name].contributors, cells[name].count, name)))
    return frozenset({"", *published})


def _count_withheld_schools(cells: Mapping[str, Cell], published: Collection[str]) -> int:
    """Return the number of distinct schools in the cells that are not published."""
    return len({school for name, cell in cells.items() if name not in published for school in cell.schools})


def round_count(count: int, to: int = ROUNDING) -> int:
    """Round a count to the nearest multiple of `to`; halves round up."""
    return (count + to // 2) // to * to
