"""Schemas of published statistics."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import QuerySchema, ResponseSchema
from api.schemas.fields import (
    CalendarDate,
    PatternText,
    PlainText,
    StrictBoolean,
    StrictInteger,
    UtcDateTime,
    Uuid,
)
from api.schemas.vocabulary_fields import vocabulary_input, vocabulary_output

ISO_WEEK_PATTERN = r"20\d\d-W(0[1-9]|[1-4]\d|5[0-3])"
PLATFORM_PATTERN = r"[a-z0-9_]{1,40}"
ALL_PLATFORMS = "all"
NATION = "Nation that the figure is about."
WEEK = "ISO 8601 week that the figure is about."


class StatisticQuery(QuerySchema):
    """The query for one figure."""

    nation = vocabulary_input(
        "nation", f"{NATION} It must be a nation of your organisation.", required=True, example=examples.NATION
    )
    week = PatternText(WEEK, ISO_WEEK_PATTERN, required=True, example="2026-W40")
    platform = PatternText(
        "Platform that the figure is about, or `all`.", PLATFORM_PATTERN, load_default=ALL_PLATFORMS, example="tiktok"
    )


class Release(ResponseSchema):
    """The published figures of one nation and week. Get each figure from `/v1/statistics`."""

    resource_name = "release"

    id = Uuid("Identifier of the release.")
    version = StrictInteger("Number of the release for this nation and week.")
    nation = vocabulary_output("nation", "Nation that the figures are about.", example=examples.NATION)
    week = CalendarDate("Monday of the week that the figures are about.")
    as_at = UtcDateTime("Time at which the figures were frozen.")


class Statistic(ResponseSchema):
    """One figure of the newest release. A week without a release looks the same as a suppressed figure."""

    resource_name = "statistic"

    nation = vocabulary_output("nation", NATION, example=examples.NATION)
    week = PlainText(WEEK, example="2026-W40")
    platform = PlainText(
        "Platform that the figure is about, or `all`. The figure of all platforms leaves out those with too few "
        "schools, unless these have enough schools together.",
        example="tiktok",
    )
    count = StrictInteger(
        "Number of incidents that the helpline accepted in the week, rounded to a multiple of 5. One reporter counts "
        "with at most 4 incidents at a school, and with at most as many as all other reporters together. Null when the "
        "figure is suppressed.",
        allow_none=True,
        example=45,
    )
    suppressed = StrictBoolean(
        "True when fewer than 5 schools or fewer than 5 reporters are counted, or when the week has no release.",
        example=False,
    )
    as_at = UtcDateTime(
        "Time at which the figures were frozen. Null when the nation has no release.",
        allow_none=True,
        example=examples.FROZEN_AT,
    )
