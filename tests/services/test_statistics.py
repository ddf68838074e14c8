"""What a government is told: frozen figures of its own nation, and of everything else nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services import statistics
from services.core import clock
from services.events import feed
from services.policy.actor import Kind
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
    read_statistic,
    roll_up_week,
)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def helpline() -> Iterator[UUID]:
    """A helpline of its own for each test; it is the week in question until the test says otherwise."""
    with clock.freeze_time(DURING_WEEK):
        yield factories.create_organisation(Kind.HELPLINE, nations=["ENG", "WLS"])


def test_a_past_week_of_enough_schools_is_told_rounded(helpline: UUID) -> None:
    for school in create_schools(helpline, 7):
        factories.create_incident(school, new_clip_url())
    reader = create_government()
    roll_up_week(helpline)
    assert read_statistic(reader) == {
        "nation": "WLS",
        "week": WEEK,
        "platform": "all",
        "count": 5,
        "suppressed": False,
        "as_at": AFTER_WEEK,
    }
    assert read_statistic(reader, platform="tiktok")["count"] == 5


def test_the_same_release_without_enough_schools_says_suppressed(helpline: UUID) -> None:
    for school in create_schools(helpline, 4):
        factories.create_incident(school, new_clip_url())
        factories.create_incident(school, new_clip_url())
    reader = create_government()
    roll_up_week(helpline)
    assert (read_statistic(reader)["count"], read_statistic(reader)["suppressed"]) == (None, True)


def test_a_platform_on_which_few_reported_cannot_be_had_by_subtraction(helpline: UUID) -> None:
    *crowd, alone = create_schools(helpline, 8)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    factories.create_incident(alone, new_film_url())
    reader = create_government()
    roll_up_week(helpline)
    assert read_statistic(reader)["count"] == 10
    for platform in ("tiktok", "youtube"):
        assert read_statistic(reader, platform=platform)["suppressed"] is True


def test_what_is_suppressed_unpublished_or_never_reported_answers_alike(helpline: UUID) -> None:
    crowd = create_schools(helpline, 6)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    factories.create_incident(crowd[0], new_film_url())
    reader = create_government()
    roll_up_week(helpline)
    with clock.freeze_time(AFTER_WEEK):
        for school in crowd:
            factories.create_incident(school, new_clip_url())
        alike = [
            read_statistic(reader, platform="youtube"),
            read_statistic(reader, platform="instagram"),
            read_statistic(reader, platform="no-such-platform"),
            read_statistic(reader, week=NEXT_WEEK),
            read_statistic(reader, week="2031-W01"),
            read_statistic(reader, week="1999-W52"),
        ]
    answers = {tuple((field, one[field]) for field in ("count", "suppressed", "as_at")) for one in alike}
    assert answers == {(("count", None), ("suppressed", True), ("as_at", AFTER_WEEK))}
    assert {frozenset(one) for one in alike} == {frozenset(read_statistic(reader))}


def test_a_frozen_figure_does_not_move_with_what_comes_later(helpline: UUID) -> None:
    crowd = create_schools(helpline, 7)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    reader = create_government()
    roll_up_week(helpline)
    before = read_statistic(reader)
    for school in crowd:
        factories.create_incident(school, new_clip_url(), new_clip_url())
    assert roll_up_week(helpline) is None
    assert read_statistic(reader) == before


def test_what_was_withdrawn_or_closed_without_action_is_not_counted(helpline: UUID) -> None:
    crowd = create_schools(helpline, 7)
    made = [factories.create_incident(school, new_clip_url()) for school in crowd]
    factories.transition_incident(crowd[0], made[0], "withdraw")
    factories.transition_incident(crowd[1], made[1], "withdraw")
    factories.transition_incident(helpline, made[2], "close_no_action", reason="unfounded")
    reader = create_government()
    roll_up_week(helpline)
    assert read_statistic(reader)["suppressed"] is True


@pytest.mark.parametrize(
    "too_early", [DURING_WEEK, datetime(2026, 10, 12, tzinfo=UTC), AFTER_WEEK - timedelta(hours=13)]
)
def test_a_week_is_not_frozen_before_it_has_been_over_for_a_day(helpline: UUID, too_early: datetime) -> None:
    assert roll_up_week(helpline, too_early) is None
    with clock.freeze_time(too_early):
        assert ("WLS", MONDAY) not in call_as(helpline, statistics.due_releases)
    with clock.freeze_time(AFTER_WEEK):
        assert ("WLS", MONDAY) in call_as(helpline, statistics.due_releases)


def test_a_foreign_nation_does_not_exist_and_platforms_are_refused(helpline: UUID) -> None:
    roll_up_week(helpline)
    asked = {"nation": "WLS", "week": WEEK}
    assert try_as(create_government("SCT"), statistics.read_statistic, **asked) == "NotFound"
    assert try_as(create_government(), statistics.read_statistic, **{**asked, "nation": "XXX"}) == "NotFound"
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok")
    assert try_as(platform, statistics.read_statistic, **asked) == "Forbidden"


@pytest.mark.parametrize("week", ["", "2026-W54", "2026-W00", "2026-41", "2026-W4", "2026-W41 ", "٢٠٢٦-W41"])
def test_what_is_no_week_is_invalid(helpline: UUID, week: str) -> None:
    assert try_as(create_government(), statistics.read_statistic, nation="WLS", week=week) == "Invalid"


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.GOVERNMENT, Kind.PLATFORM, Kind.HELPLINE}))
def test_a_published_figure_is_everybodys_in_its_nation(helpline: UUID, kind: Kind) -> None:
    for school in create_schools(helpline, 7):
        factories.create_incident(school, new_clip_url())
    roll_up_week(helpline)
    assert read_statistic(factories.create_organisation(kind))["count"] == 5
    foreign = factories.create_organisation(kind, nations=["SCT"])
    assert try_as(foreign, statistics.read_statistic, nation="WLS", week=WEEK) == "NotFound"


def test_two_helplines_of_a_nation_each_freeze_their_own_week(helpline: UUID) -> None:
    other = factories.create_organisation(Kind.HELPLINE, nations=["WLS"])
    assert roll_up_week(helpline) is not None
    assert roll_up_week(other) is not None
    assert roll_up_week(other) is None


def test_a_release_is_announced_to_the_governments_of_its_nation_only(helpline: UUID) -> None:
    reader, foreign = create_government(), create_government("ENG")
    release = roll_up_week(helpline)
    entries = call_as(reader, feed.read_changes, None, 10).entries
    assert [(one["kind"], one["resource_id"]) for one in entries] == [("release.published", release)]
    assert set(entries[0]["data"]) == {"id", "version", "nation", "week", "as_at"}
    assert call_as(foreign, feed.read_changes, None, 10).entries == []


def test_a_figure_says_nothing_of_which_schools_or_incidents_it_is_made(helpline: UUID) -> None:
    made = [factories.create_incident(school, new_clip_url()) for school in create_schools(helpline, 7)]
    reader = create_government()
    roll_up_week(helpline)
    text = repr(
        [
            read_statistic(reader),
            read_statistic(reader, platform="tiktok"),
            call_as(reader, feed.read_changes, None, 10),
        ]
    )
    for one in made:
        assert str(one["id"]) not in text
        assert str(one["school_id"]) not in text
