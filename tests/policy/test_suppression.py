"""Statistical disclosure control: properties of the published cells that hold for every possible week of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.policy.suppression import ROUNDING, THRESHOLD, Cell, round_count, select_publishable

SCHOOL_COUNT, PLATFORMS = 14, ("tiktok", "youtube", "instagram", "web")
# The name of the total among the published cells.
TOTAL = ""


class Report(NamedTuple):
    """An incident that a school reports, with links on these platforms."""

    incident: int
    school: int
    platforms: frozenset[str]


report_lists = st.lists(
    st.builds(
        Report,
        st.integers(1, 40),
        st.integers(1, SCHOOL_COUNT),
        st.frozensets(st.sampled_from(PLATFORMS), min_size=1, max_size=3),
    ),
    max_size=30,
    unique_by=lambda report: report.incident,
)


def build_cell(reports: Sequence[Report]) -> Cell:
    """Return the cell that counts these reports."""
    schools: dict[UUID, set[UUID]] = {}
    for report in reports:
        schools.setdefault(UUID(int=report.school), set()).add(UUID(int=report.incident))
    return Cell({school: frozenset(incidents) for school, incidents in schools.items()})


def build_week(reports: Sequence[Report]) -> tuple[Cell, dict[str, Cell]]:
    """Return the total of a week and its cells by platform."""
    platforms = sorted(frozenset().union(*(report.platforms for report in reports)))
    cells = {
        platform: build_cell([report for report in reports if platform in report.platforms]) for platform in platforms
    }
    return build_cell(reports), cells


def list_schools(cells: Mapping[str, Cell], names: Sequence[str]) -> set[UUID]:
    """Return the schools that are counted in at least one of the named cells."""
    return {school for name in names for school in cells[name].schools}


@settings(deadline=None)
@given(report_lists)
def test_every_published_cell_counts_at_least_the_threshold_of_schools(reports: Sequence[Report]) -> None:
    total, cells = build_week(reports)
    for name in select_publishable(total, cells):
        cell = total if name == TOTAL else cells[name]
        assert cell.contributors >= THRESHOLD


@settings(deadline=None)
@given(report_lists)
def test_subtracting_any_published_cells_leaves_no_school_or_at_least_the_threshold(reports: Sequence[Report]) -> None:
    total, cells = build_week(reports)
    published = sorted(set(select_publishable(total, cells)) - {TOTAL})
    subsets = chain.from_iterable(combinations(published, size) for size in range(len(published) + 1))
    for subtracted in subsets:
        remaining = list_schools(cells, sorted(set(cells) - set(subtracted)))
        assert len(remaining) == 0 or len(remaining) >= THRESHOLD or not select_publishable(total, cells)


@settings(deadline=None)
@given(report_lists)
def test_the_total_is_published_exactly_when_enough_schools_reported_and_else_nothing_is(
    reports: Sequence[Report],
) -> None:
    total, cells = build_week(reports)
    published = select_publishable(total, cells)
    assert (TOTAL in published) == (total.contributors >= THRESHOLD)
    assert bool(published) == (TOTAL in published)


@settings(deadline=None)
@given(report_lists)
def test_all_cells_are_published_when_each_has_enough_schools(reports: Sequence[Report]) -> None:
    total, cells = build_week(reports)
    if cells and all(cell.contributors >= THRESHOLD for cell in cells.values()):
        assert set(select_publishable(total, cells)) == {TOTAL, *cells}


@settings(deadline=None)
@given(report_lists)
def test_the_order_of_the_cells_does_not_change_which_are_published(reports: Sequence[Report]) -> None:
    total, cells = build_week(reports)
    reversed_cells = dict(reversed(cells.items()))
    assert set(select_publishable(total, cells)) == set(select_publishable(total, reversed_cells))


@settings(deadline=None)
@given(st.integers(1, 200))
def test_many_reports_of_a_single_school_are_not_published(count: int) -> None:
    total, cells = build_week([Report(number, 1, frozenset({"tiktok"})) for number in range(1, count + 1)])
    assert total.count == count
    assert select_publishable(total, cells) == frozenset()


@given(st.integers(0, 10_000))
def test_a_count_is_rounded_to_the_nearest_multiple_of_five(count: int) -> None:
    rounded = round_count(count)
    assert rounded % ROUNDING == 0
    assert abs(rounded - count) <= ROUNDING / 2
    assert rounded <= round_count(count + 1)


def test_only_the_total_is_published_when_one_school_is_alone_on_a_platform() -> None:
    reports = [Report(number, number, frozenset({"tiktok"})) for number in range(1, 8)]
    lone_report = Report(8, 8, frozenset({"youtube"}))
    total, cells = build_week([*reports, lone_report])
    assert set(select_publishable(total, cells)) == {TOTAL}
    assert set(select_publishable(*build_week(reports))) == {TOTAL, "tiktok"}


def test_the_threshold_is_five_schools_and_counts_are_rounded_to_five() -> None:
    assert (THRESHOLD, ROUNDING) == (5, 5)
