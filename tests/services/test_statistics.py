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
from tests.support.figures import (
    AFTERWARDS,
    IN_THAT_WEEK,
    MONDAY,
    NEXT_WEEK,
    WEEK,
    freeze,
    government,
    schools,
    told,
)
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def helpline() -> Iterator[UUID]:
    """A helpline of its own for each test; it is the week in question until the test says otherwise."""
    with clock.freeze_time(IN_THAT_WEEK):
        yield factories.create_organisation(Kind.HELPLINE, nations=["ENG", "WLS"])


def test_a_past_week_of_enough_schools_is_told_rounded(helpline: UUID) -> None:
    for school in schools(helpline, 7):
        factories.create_incident(school, new_clip_url())
    reader = government()
    freeze(helpline)
    assert told(reader) == {
        "nation": "WLS",
        "week": WEEK,
        "platform": "all",
        "count": 5,
        "suppressed": False,
        "as_at": AFTERWARDS,
    }
    assert told(reader, platform="tiktok")["count"] == 5


def test_the_same_release_without_enough_schools_says_suppressed(helpline: UUID) -> None:
    for school in schools(helpline, 4):
        factories.create_incident(school, new_clip_url())
        factories.create_incident(school, new_clip_url())
    reader = government()
    freeze(helpline)
    assert (told(reader)["count"], told(reader)["suppressed"]) == (None, True)


def test_a_platform_on_which_few_reported_cannot_be_had_by_subtraction(helpline: UUID) -> None:
    *crowd, alone = schools(helpline, 8)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    factories.create_incident(alone, new_film_url())
    reader = government()
    freeze(helpline)
    assert told(reader)["count"] == 10
    for platform in ("tiktok", "youtube"):
        assert told(reader, platform=platform)["suppressed"] is True


def test_what_is_suppressed_unpublished_or_never_reported_answers_alike(helpline: UUID) -> None:
    crowd = schools(helpline, 6)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    factories.create_incident(crowd[0], new_film_url())
    reader = government()
    freeze(helpline)
    with clock.freeze_time(AFTERWARDS):
        for school in crowd:
            factories.create_incident(school, new_clip_url())
        alike = [
            told(reader, platform="youtube"),
            told(reader, platform="instagram"),
            told(reader, platform="no-such-platform"),
            told(reader, week=NEXT_WEEK),
            told(reader, week="2031-W01"),
            told(reader, week="1999-W52"),
        ]
    answers = {tuple((field, one[field]) for field in ("count", "suppressed", "as_at")) for one in alike}
    assert answers == {(("count", None), ("suppressed", True), ("as_at", AFTERWARDS))}
    assert {frozenset(one) for one in alike} == {frozenset(told(reader))}


def test_a_frozen_figure_does_not_move_with_what_comes_later(helpline: UUID) -> None:
    crowd = schools(helpline, 7)
    for school in crowd:
        factories.create_incident(school, new_clip_url())
    reader = government()
    freeze(helpline)
    before = told(reader)
    for school in crowd:
        factories.create_incident(school, new_clip_url(), new_clip_url())
    assert freeze(helpline) is None
    assert told(reader) == before


def test_what_was_withdrawn_or_closed_without_action_is_not_counted(helpline: UUID) -> None:
    crowd = schools(helpline, 7)
    made = [factories.create_incident(school, new_clip_url()) for school in crowd]
    factories.transition_incident(crowd[0], made[0], "withdraw")
    factories.transition_incident(crowd[1], made[1], "withdraw")
    factories.transition_incident(helpline, made[2], "close_no_action", reason="unfounded")
    reader = government()
    freeze(helpline)
    assert told(reader)["suppressed"] is True


@pytest.mark.parametrize(
    "too_early", [IN_THAT_WEEK, datetime(2026, 10, 12, tzinfo=UTC), AFTERWARDS - timedelta(hours=13)]
)
def test_a_week_is_not_frozen_before_it_has_been_over_for_a_day(helpline: UUID, too_early: datetime) -> None:
    assert freeze(helpline, too_early) is None
    with clock.freeze_time(too_early):
        assert ("WLS", MONDAY) not in call_as(helpline, statistics.due_releases)
    with clock.freeze_time(AFTERWARDS):
        assert ("WLS", MONDAY) in call_as(helpline, statistics.due_releases)


def test_a_foreign_nation_does_not_exist_and_platforms_are_refused(helpline: UUID) -> None:
    freeze(helpline)
    asked = {"nation": "WLS", "week": WEEK}
    assert try_as(government("SCT"), statistics.read_statistic, **asked) == "NotFound"
    assert try_as(government(), statistics.read_statistic, **{**asked, "nation": "XXX"}) == "NotFound"
    platform = factories.create_organisation(Kind.PLATFORM, platform="tiktok")
    assert try_as(platform, statistics.read_statistic, **asked) == "Forbidden"


@pytest.mark.parametrize("week", ["", "2026-W54", "2026-W00", "2026-41", "2026-W4", "2026-W41 ", "٢٠٢٦-W41"])
def test_what_is_no_week_is_invalid(helpline: UUID, week: str) -> None:
    assert try_as(government(), statistics.read_statistic, nation="WLS", week=week) == "Invalid"


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.GOVERNMENT, Kind.PLATFORM, Kind.HELPLINE}))
def test_a_published_figure_is_everybodys_in_its_nation(helpline: UUID, kind: Kind) -> None:
    for school in schools(helpline, 7):
        factories.create_incident(school, new_clip_url())
    freeze(helpline)
    assert told(factories.create_organisation(kind))["count"] == 5
    foreign = factories.create_organisation(kind, nations=["SCT"])
    assert try_as(foreign, statistics.read_statistic, nation="WLS", week=WEEK) == "NotFound"


def test_two_helplines_of_a_nation_each_freeze_their_own_week(helpline: UUID) -> None:
    other = factories.create_organisation(Kind.HELPLINE, nations=["WLS"])
    assert freeze(helpline) is not None
    assert freeze(other) is not None
    assert freeze(other) is None


def test_a_release_is_announced_to_the_governments_of_its_nation_only(helpline: UUID) -> None:
    reader, foreign = government(), government("ENG")
    release = freeze(helpline)
    entries = call_as(reader, feed.read_changes, None, 10).entries
    assert [(one["kind"], one["resource_id"]) for one in entries] == [("release.published", release)]
    assert set(entries[0]["data"]) == {"id", "version", "nation", "week", "as_at"}
    assert call_as(foreign, feed.read_changes, None, 10).entries == []


def test_a_figure_says_nothing_of_which_schools_or_incidents_it_is_made(helpline: UUID) -> None:
    made = [factories.create_incident(school, new_clip_url()) for school in schools(helpline, 7)]
    reader = government()
    freeze(helpline)
    text = repr([told(reader), told(reader, platform="tiktok"), call_as(reader, feed.read_changes, None, 10)])
    for one in made:
        assert str(one["id"]) not in text
        assert str(one["school_id"]) not in text
