"""ISO 8601 weeks, written as 2026-W47. All weeks begin on Monday at 00:00 UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from services.core.errors import FieldError, Invalid

WEEK_PATTERN = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
ONE_WEEK = timedelta(days=7)


def parse_week(week: str) -> date:
    """Return the Monday of an ISO week such as 2026-W47. Raise Invalid for any text that is no existing week."""
    match = WEEK_PATTERN.fullmatch(week)
    try:
        if match:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass
    raise Invalid(field_errors=(FieldError("week", "not_a_week", "Must be an ISO week such as 2026-W47."),))


def format_week(monday: date) -> str:
    """Return the week of this Monday as text, such as 2026-W47."""
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def get_week_bounds(monday: date) -> tuple[datetime, datetime]:
    """Return the start of the week and the start of the next one, in UTC."""
    start = datetime.combine(monday, time(), UTC)
    return start, start + ONE_WEEK


def get_monday(moment: datetime) -> date:
    """Return the Monday (UTC) of the week that contains the moment."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())
