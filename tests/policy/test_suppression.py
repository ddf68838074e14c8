"""Which counts may be told: properties that hold for every week that could have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.policy.suppression import ROUNDING, THRESHOLD, Cell, round_count, select_publishable

Report = tuple[int, int, frozenset[str]]
SCHOOLS, PLATFORMS = 14, ("tiktok", "youtube", "instagram", "web")

# Each report: which one, by which school, with links on which platforms.
reports = st.lists(
    st.tuples(
        st.integers(1, 40), st.integers(1, SCHOOLS), st.frozensets(st.sampled_from(PLATFORMS), min_size=1, max_size=3)
    ),
    max_size=30,
    unique_by=lambda report: report[0],
)


def cell(told: Sequence[Report]) -> Cell:
    schools: dict[UUID, set[UUID]] = {}
    for incident, school, _ in told:
        schools.setdefault(UUID(int=school), set()).add(UUID(int=incident))
    return Cell({school: frozenset(incidents) for school, incidents in schools.items()})


def week(told: Sequence[Report]) -> tuple[Cell, dict[str, Cell]]:
    seen = sorted(frozenset().union(*(platforms for _, _, platforms in told)))
    return cell(told), {name: cell([report for report in told if name in report[2]]) for name in seen}


def schools_of(cells: Mapping[str, Cell], names: Sequence[str]) -> set[UUID]:
    return {school for name in names for school in cells[name].schools}


@settings(deadline=None)
@given(reports)
def test_no_figure_is_told_that_fewer_schools_than_the_threshold_stand_behind(told: Sequence[Report]) -> None:
    total, cells = week(told)
    for name in select_publishable(total, cells):
        behind = total if name == "" else cells[name]
        assert behind.contributors >= THRESHOLD


@settings(deadline=None)
@given(reports)
def test_what_any_subtraction_leaves_is_nothing_or_many_schools(told: Sequence[Report]) -> None:
    total, cells = week(told)
    shown = sorted(set(select_publishable(total, cells)) - {""})
    for taken in chain.from_iterable(combinations(shown, size) for size in range(len(shown) + 1)):
        left = schools_of(cells, sorted(set(cells) - set(taken)))
        assert len(left) == 0 or len(left) >= THRESHOLD or not select_publishable(total, cells)


@settings(deadline=None)
@given(reports)
def test_the_total_is_told_when_enough_schools_reported_and_nothing_when_not(told: Sequence[Report]) -> None:
    total, cells = week(told)
    shown = select_publishable(total, cells)
    assert ("" in shown) == (total.contributors >= THRESHOLD)
    assert bool(shown) == ("" in shown)


@settings(deadline=None)
@given(reports)
def test_nothing_is_withheld_that_could_be_told_with_every_other_figure(told: Sequence[Report]) -> None:
    total, cells = week(told)
    if cells and all(one.contributors >= THRESHOLD for one in cells.values()):
        assert set(select_publishable(total, cells)) == {"", *cells}


@settings(deadline=None)
@given(reports, st.randoms())
def test_the_order_in_which_reports_came_makes_no_difference(told: list[Report], shuffle: object) -> None:
    total, cells = week(told)
    turned = dict(reversed(cells.items()))
    assert set(select_publishable(total, cells)) == set(select_publishable(total, turned))


@settings(deadline=None)
@given(st.integers(1, 200))
def test_one_busy_school_carries_no_figure_over_the_threshold(count: int) -> None:
    total, cells = week([(number, 1, frozenset({"tiktok"})) for number in range(1, count + 1)])
    assert total.count == count
    assert select_publishable(total, cells) == frozenset()


@given(st.integers(0, 10_000))
def test_a_figure_is_rounded_to_the_nearest_five(count: int) -> None:
    figure = round_count(count)
    assert figure % ROUNDING == 0
    assert abs(figure - count) <= ROUNDING / 2
    assert figure <= round_count(count + 1)


def test_a_week_with_one_school_alone_on_a_platform_tells_the_total_only() -> None:
    crowd = [(number, number, frozenset({"tiktok"})) for number in range(1, 8)]
    alone = (8, 8, frozenset({"youtube"}))
    total, cells = week([*crowd, alone])
    assert set(select_publishable(total, cells)) == {""}
    assert set(select_publishable(*week(crowd))) == {"", "tiktok"}


def test_the_figures_of_this_service_need_five_schools_and_are_rounded_to_five() -> None:
    assert (THRESHOLD, ROUNDING) == (5, 5)
