"""Statistical disclosure control: properties of the published cells that hold for every possible week of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.policy.suppression import (
    ROUNDING,
    SCHOOL_CAP,
    THRESHOLD,
    Cell,
    CountedIncident,
    merge_cells,
    round_count,
    select_publishable,
)

SCHOOL_COUNT, UNION_COUNT, PLATFORMS = 14, 3, ("tiktok", "youtube", "instagram", "web")
SCHOOL_NUMBERS = st.integers(1, SCHOOL_COUNT)
UNION_NUMBERS = st.integers(101, 100 + UNION_COUNT)


class Report(NamedTuple):
    """An incident at a school, reported by an organisation, with links on these platforms."""

    incident: int
    school: int
    reporter: int
    platforms: frozenset[str]


def report_lists(max_size: int = 40, first_incident: int = 1) -> st.SearchStrategy[list[Report]]:
    """Return a strategy for lists of reports; three in four come from the school itself, the others from a union."""
    reporters = st.one_of(st.none(), st.none(), st.none(), UNION_NUMBERS)
    platforms = st.frozensets(st.sampled_from(PLATFORMS), min_size=1, max_size=3)
    drawn = st.lists(st.tuples(SCHOOL_NUMBERS, reporters, platforms), max_size=max_size)
    return drawn.map(
        lambda rows: [
            Report(first_incident + index, school, reporter or school, platforms)
            for index, (school, reporter, platforms) in enumerate(rows)
        ]
    )


def build_cells(reports: Sequence[Report]) -> dict[str, Cell]:
    """Return the cells of a week by platform."""
    incidents: dict[str, set[CountedIncident]] = {}
    for report in reports:
        incident = CountedIncident(UUID(int=report.incident), UUID(int=report.school), UUID(int=report.reporter))
        for platform in report.platforms:
            incidents.setdefault(platform, set()).add(incident)
    return {platform: Cell(frozenset(counted)) for platform, counted in sorted(incidents.items())}


def build_reports(platform: str, schools: Sequence[int], first_incident: int = 1) -> list[Report]:
    """Return one report on the platform from each of these schools."""
    return [
        Report(first_incident + index, school, school, frozenset({platform})) for index, school in enumerate(schools)
    ]


def list_schools(cells: Sequence[Cell]) -> set[UUID]:
    """Return the schools that are counted in at least one of the cells."""
    return {incident.school_id for incident in merge_cells(cells).incidents}


def count_published(reports: Sequence[Report]) -> Mapping[str, int]:
    """Return the published counts before rounding, by platform; the total has the name `all`."""
    total, published = select_publishable(build_cells(reports))
    counts = {name: cell.count for name, cell in published.items()}
    return counts | ({"all": total.count} if total else {})


@settings(deadline=None)
@given(report_lists())
def test_every_published_cell_counts_enough_schools_and_enough_contributors(reports: Sequence[Report]) -> None:
    total, published = select_publishable(build_cells(reports))
    for cell in [*published.values(), *([total] if total else [])]:
        assert len({incident.school_id for incident in cell.incidents}) >= THRESHOLD
        assert len({incident.contributor_id for incident in cell.incidents}) >= THRESHOLD


@settings(deadline=None)
@given(report_lists())
def test_the_total_without_the_published_cells_counts_nothing_or_enough_schools(reports: Sequence[Report]) -> None:
    cells = build_cells(reports)
    total, published = select_publishable(cells)
    remainder = merge_cells([cell for name, cell in cells.items() if name not in published])
    covered = merge_cells(list(published.values()))
    if total and total != covered:
        assert len(list_schools([remainder])) >= THRESHOLD
        assert total == merge_cells([covered, remainder])


@settings(deadline=None, max_examples=300)
@given(report_lists(), report_lists(max_size=60, first_incident=1000), st.one_of(SCHOOL_NUMBERS, UNION_NUMBERS))
def test_no_organisation_can_withhold_a_count_that_is_published_without_it(
    others: Sequence[Report], own: Sequence[Report], organisation: int
) -> None:
    """Given the reports of others; when an organisation adds any reports; then every published count stays."""
    others = [report for report in others if report.reporter != organisation]
    own = [report._replace(reporter=organisation) for report in own]
    assert set(count_published(others)) <= set(count_published([*others, *own]))


@settings(deadline=None, max_examples=300)
@given(report_lists(), report_lists(max_size=60, first_incident=1000), st.one_of(SCHOOL_NUMBERS, UNION_NUMBERS))
def test_no_organisation_counts_more_than_its_cap_or_than_all_others_together(
    others: Sequence[Report], own: Sequence[Report], organisation: int
) -> None:
    """Given a platform cell that is published without an organisation; when it adds reports; then it adds little."""
    others = [report for report in others if report.reporter != organisation]
    own = [report._replace(reporter=organisation) for report in own]
    before, after = count_published(others), count_published([*others, *own])
    own_cap = SCHOOL_CAP * len({report.school for report in own})
    for platform in set(before) - {"all"}:
        uncapped_others = len([report for report in others if platform in report.platforms])
        assert after[platform] >= before[platform]
        assert after[platform] <= 2 * uncapped_others
        if organisation <= SCHOOL_COUNT and len({report.school for report in own}) <= 1:
            assert after[platform] <= uncapped_others + own_cap


@settings(deadline=None)
@given(report_lists())
def test_all_cells_are_published_when_each_is_publishable(reports: Sequence[Report]) -> None:
    cells = build_cells(reports)
    if cells and all(cell.is_publishable for cell in cells.values()):
        total, published = select_publishable(cells)
        assert (total, published) == (merge_cells(list(cells.values())), cells)


@settings(deadline=None)
@given(report_lists())
def test_the_order_of_the_cells_does_not_change_which_are_published(reports: Sequence[Report]) -> None:
    cells = build_cells(reports)
    assert select_publishable(cells) == select_publishable(dict(reversed(cells.items())))


@settings(deadline=None)
@given(st.integers(1, 200))
def test_many_reports_of_a_single_school_are_not_published(count: int) -> None:
    reports = [Report(number, 1, 1, frozenset({"tiktok"})) for number in range(1, count + 1)]
    assert select_publishable(build_cells(reports)) == (None, {})


def test_a_union_alone_is_not_published_however_many_schools_it_reports() -> None:
    reports = [Report(number, number, 101, frozenset({"tiktok"})) for number in range(1, 15)]
    assert count_published(reports) == {}
    with_schools = [*reports, *build_reports("tiktok", [1, 2, 3, 4], 100)]
    assert count_published(with_schools) == {"tiktok": 8, "all": 8}


def test_one_school_counts_with_at_most_four_incidents() -> None:
    """Given six schools with one incident each; when one of them reports forty more; then it counts with four."""
    reports = [*build_reports("tiktok", range(1, 7)), *build_reports("tiktok", [1] * 40, 100)]
    assert count_published(reports) == {"tiktok": 5 + SCHOOL_CAP, "all": 5 + SCHOOL_CAP}


def test_a_lone_report_on_another_platform_withholds_no_count() -> None:
    """Given seven schools on one platform; when an eighth is alone on another; then only its platform is withheld."""
    reports = [*build_reports("tiktok", range(1, 8)), *build_reports("youtube", [8], 100)]
    assert count_published(reports) == {"tiktok": 7, "all": 7}


def test_platforms_with_few_schools_are_in_the_total_when_they_have_enough_together() -> None:
    reports = [
        *build_reports("tiktok", range(1, 8)),
        *build_reports("youtube", [1, 2, 3], 100),
        *build_reports("web", [4, 5], 200),
    ]
    assert count_published(reports) == {"tiktok": 7, "all": 12}
    assert count_published(reports[:-1]) == {"tiktok": 7, "all": 7}


def test_exactly_the_threshold_is_published_and_one_less_is_not() -> None:
    assert count_published(build_reports("tiktok", range(1, THRESHOLD + 1))) == {"tiktok": 5, "all": 5}
    assert count_published(build_reports("tiktok", range(1, THRESHOLD))) == {}


@given(st.integers(0, 10_000))
def test_a_count_is_rounded_to_the_nearest_multiple_of_five(count: int) -> None:
    rounded = round_count(count)
    assert rounded % ROUNDING == 0
    assert abs(rounded - count) <= ROUNDING / 2
    assert rounded <= round_count(count + 1)


def test_the_threshold_is_five_counts_are_rounded_to_five_and_a_school_counts_four_times() -> None:
    assert (THRESHOLD, ROUNDING, SCHOOL_CAP) == (5, 5, 4)
