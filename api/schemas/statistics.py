"""Published figures."""

from __future__ import annotations

from api.schemas.base import Answer, Query
from api.schemas.fields import Day, Flag, Id, Moment, Pattern, Text, Whole
from api.schemas.vocabulary_fields import chosen, word

WEEK = r"20\d\d-W(0[1-9]|[1-4]\d|5[0-3])"
EVERY_PLATFORM = "all"


class StatisticQuestion(Query):
    """Which figure."""

    nation = chosen("nation", "Where.", required=True, example="WLS")
    week = Pattern("Which ISO week.", WEEK, required=True, example="2026-W40")
    platform = Pattern("On which platform.", r"[a-z0-9_]{1,40}", load_default=EVERY_PLATFORM, example="tiktok")


class Release(Answer):
    """The figures of one nation and week, frozen. Ask for them one by one."""

    noun = "release"

    id = Id("Its id.")
    version = Whole("Counts the releases of this nation and week.")
    nation = word("nation", "Where.")
    week = Day("The Monday of the week.")
    as_at = Moment("When the figures were frozen.")


class Statistic(Answer):
    """One figure of the newest release. A week that was not published looks like one that is suppressed."""

    noun = "statistic"

    nation = word("nation", "Where.")
    week = Text("Which ISO week.", example="2026-W40")
    platform = Text("On which platform.", example="tiktok")
    count = Whole("How many incidents, rounded; null when suppressed.", allow_none=True)
    suppressed = Flag("Whether there were too few to tell.", example=True)
    as_at = Moment("When the figure was frozen.", allow_none=True)
