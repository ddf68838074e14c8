"""Statistical disclosure control: the counts of a release that may be published, and what one contributor can add.

Threshold and rounding follow the practice of official statistics (the ONS uses a threshold of 10 for research outputs);
they are parameters of a release and stored with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

THRESHOLD = 5
ROUNDING = 5
# Incidents at one school that one contributor can add to one count.
SCHOOL_CAP = 4


@dataclass(frozen=True, slots=True)
class CountedIncident:
    """An incident as the statistics see it: the school that it happened at, and the organisation that brought it.

    The contributor is the reporter. Where the helpline recorded the report itself, it is the school.
    """

    id: UUID
    school_id: UUID
    contributor_id: UUID


@dataclass(frozen=True, slots=True)
class Cell:
    """The incidents of one count."""

    incidents: frozenset[CountedIncident]

    @property
    def is_publishable(self) -> bool:
        """True when enough schools and enough contributors are counted that none of them can be recognised."""
        schools = {incident.school_id for incident in self.incidents}
        contributors = {incident.contributor_id for incident in self.incidents}
        return len(schools) >= THRESHOLD and len(contributors) >= THRESHOLD

    @property
    def count(self) -> int:
        """The number of incidents, capped for each contributor.

        A contributor counts with at most `SCHOOL_CAP` incidents at each school, and with at most as many as all other
        contributors together. So nobody dominates a count (the dominance rule of disclosure control), and nobody can
        have a count withheld by dominating it.
        """
        capped = self._count_by_contributor()
        total = sum(capped.values())
        return sum(min(count, total - count) for count in capped.values())

    def _count_by_contributor(self) -> Counter[UUID]:
        """Return the number of incidents of each contributor, with at most `SCHOOL_CAP` at each school."""
        at_school = Counter((incident.contributor_id, incident.school_id) for incident in self.incidents)
        capped: Counter[UUID] = Counter()
        for (contributor_id, _), count in at_school.items():
            capped[contributor_id] += min(count, SCHOOL_CAP)
        return capped


def select_publishable(cells: Mapping[str, Cell]) -> tuple[Cell | None, Mapping[str, Cell]]:
    """Return the cell of the total, or None when it is withheld, and the cells that may be published.

    The total covers the published cells, and the others only where these are publishable when taken together. So the
    difference between the total and the published counts never shows a few schools, and a single report on another
    platform cannot have a count withheld, as it can under secondary suppression.
    """
    published = {name: cell for name, cell in cells.items() if cell.is_publishable}
    remainder = merge_cells([cell for name, cell in cells.items() if name not in published])
    counted = [*published.values(), *([remainder] if remainder.is_publishable else [])]
    return (merge_cells(counted) if counted else None), published


def merge_cells(cells: Collection[Cell]) -> Cell:
    """Return the cell that counts each incident of these cells once."""
    return Cell(frozenset().union(*(cell.incidents for cell in cells)))


def round_count(count: int, to: int = ROUNDING) -> int:
    """Round a count to the nearest multiple of `to`; halves round up."""
    return (count + to // 2) // to * to
