"""Statistics: published counts of the reader's own nation, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services import statistics
from services.access.visibility import find_visible
from services.core import clock
from services.events import feed
from services.policy.actor import Kind
from services.resources.release import RELEASE
from tests import factories
from tests.factories import new_clip_url, new_film_url
from tests.support.service_calls import call_as, try_as
from tests.support.weekly_statistics import (
    AFTER_WEEK,
    DURING_WEEK,
    MONDAY,
    NEXT_WEEK,
    WEEK,
    create_government,
    create_schools,
    get_statistic,
    publish_week,
)

pytestmark = pytest.mark.usefixtures("database")


def test_the_count_of_a_completed_week_is_published_rounded(helpline: UUID) -> None:
    for school in create_schools(helpline, 7):
        factories.create_accepted_incident(helpline, school, new_clip_url())
    reader = create_government()
    publish_week(helpline)
    assert get_statistic(reader) == {
        "nation": "WLS",
        "week": WEEK,
        "platform": "all",
        "count": 5,
        "suppressed": False,
        "as_at": AFTER_WEEK,
    }
    assert get_statistic(reader, platform="tiktok")["count"] == 5


def test_counts_from_fewer_schools_than_the_threshold_are_suppressed(helpline: UUID) -> None:
    for school in create_schools(helpline, 4):
        factories.create_accepted_incident(helpline, school, new_clip_url())
        factories.create_accepted_incident(helpline, school, new_clip_url())
    reader = create_government()
    publish_week(helpline)
    assert (get_statistic(reader)["count"], get_statistic(reader)["suppressed"]) == (None, True)


def test_suppressed_unpublished_and_zero_counts_are_indistinguishable(helpline: UUID) -> None:
    reporters = create_schools(helpline, 6)
    for school in reporters:
        factories.create_accepted_incident(helpline, school, new_clip_url())
    factories.create_accepted_incident(helpline, reporters[0], new_film_url())
    reader = create_government()
    publish_week(helpline)
    with clock.freeze_time(AFTER_WEEK):
        for school in reporters:
            factories.create_accepted_incident(helpline, school, new_clip_url())
        statistics_without_count = [
            get_statistic(reader, platform="youtube"),
            get_statistic(reader, platform="instagram"),
            get_statistic(reader, platform="no-such-platform"),
            get_statistic(reader, week=NEXT_WEEK),
            get_statistic(reader, week="2031-W01"),
            get_statistic(reader, week="1999-W52"),
        ]
    values = {
        tuple((field, statistic[field]) for field in ("count", "suppressed", "as_at"))
        for statistic in statistics_without_count
    }
    assert values == {(("count", None), ("suppressed", True), ("as_at", AFTER_WEEK))}
    assert {frozenset(statistic) for statistic in statistics_without_count} == {frozenset(get_statistic(reader))}


def test_a_published_count_does_not_change_with_later_reports(helpline: UUID) -> None:
    reporters = create_schools(helpline, 7)
    for school in reporters:
        factories.create_accepted_incident(helpline, school, new_clip_url())
    reader = create_government()
    publish_week(helpline)
    before = get_statistic(reader)
    for school in reporters:
        factories.create_accepted_incident(helpline, school, new_clip_url(), new_clip_url())
    assert publish_week(helpline) is None
    assert get_statistic(reader) == before


@pytest.mark.parametrize(
    "too_early", [DURING_WEEK, datetime(2026, 10, 12, tzinfo=UTC), AFTER_WEEK - timedelta(hours=13)]
)
def test_a_week_is_not_published_until_24_hours_after_its_end(helpline: UUID, too_early: datetime) -> None:
    assert publish_week(helpline, too_early) is None
    with clock.freeze_time(too_early):
        assert ("WLS", MONDAY) not in call_as(helpline, statistics.list_due_releases)
    with clock.freeze_time(AFTER_WEEK):
        assert ("WLS", MONDAY) in call_as(helpline, statistics.list_due_releases)


def test_other_nations_are_not_found_and_platforms_are_forbidden(helpline: UUID) -> None:
    publish_week(helpline)
    query = {"nation": "WLS", "week": WEEK}
    assert try_as(create_government("SCT"), statistics.get_statistic, **query) == "NotFound"
    assert try_as(create_government(), statistics.get_statistic, **{**query, "nation": "XXX"}) == "NotFound"
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok")
    assert try_as(platform, statistics.get_statistic, **query) == "Forbidden"


@pytest.mark.parametrize("week", ["", "2026-W54", "2026-W00", "2026-41", "2026-W4", "2026-W41 ", "٢٠٢٦-W41"])
def test_malformed_weeks_are_invalid(helpline: UUID, week: str) -> None:
    assert try_as(create_government(), statistics.get_statistic, nation="WLS", week=week) == "Invalid"


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.GOVERNMENT, Kind.PLATFORM, Kind.HELPLINE}))
def test_every_kind_of_organisation_of_the_nation_can_read_a_published_count(helpline: UUID, kind: Kind) -> None:
    for school in create_schools(helpline, 7):
        factories.create_accepted_incident(helpline, school, new_clip_url())
    publish_week(helpline)
    assert get_statistic(factories.create_organisation(kind))["count"] == 5
    foreign = factories.create_organisation(kind, nations=["SCT"])
    assert try_as(foreign, statistics.get_statistic, nation="WLS", week=WEEK) == "NotFound"


def test_each_helpline_of_a_nation_publishes_a_week_once(helpline: UUID) -> None:
    other = factories.create_organisation(Kind.HELPLINE, nations=["WLS"])
    assert publish_week(helpline) is not None
    assert publish_week(other) is not None
    assert publish_week(other) is None


def test_a_release_is_announced_to_the_governments_of_its_nation_only(helpline: UUID) -> None:
    reader, foreign = create_government(), create_government("ENG")
    release = publish_week(helpline)
    entries = call_as(reader, feed.read_changes, None, 10).entries
    assert [(entry["kind"], entry["resource_id"]) for entry in entries] == [("release.published", release)]
    assert set(entries[0]["data"]) == {"id", "version", "nation", "week", "as_at"}
    assert call_as(foreign, feed.read_changes, None, 10).entries == []


def test_a_platform_of_the_nation_can_find_no_release(helpline: UUID) -> None:
    release = publish_week(helpline)
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok", nations=["WLS"])
    assert try_as(create_government(), find_visible, RELEASE, release) == "allowed"
    assert try_as(create_government("SCT"), find_visible, RELEASE, release) == "NotFound"
    assert try_as(platform, find_visible, RELEASE, release) == "NotFound"
    assert call_as(platform, feed.read_changes, None, 10).entries == []


def test_published_counts_contain_no_ids_of_schools_or_incidents(helpline: UUID) -> None:
    counted = [
        factories.create_accepted_incident(helpline, school, new_clip_url()) for school in create_schools(helpline, 7)
    ]
    reader = create_government()
    publish_week(helpline)
    text = repr(
        [
            get_statistic(reader),
            get_statistic(reader, platform="tiktok"),
            call_as(reader, feed.read_changes, None, 10),
        ]
    )
    for incident in counted:
        assert str(incident["id"]) not in text
        assert str(incident["school_id"]) not in text
