"""ISO weeks as they are written, 2026-W47, in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from services.core.errors import FieldError, Invalid

WRITTEN = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
WEEK = timedelta(days=7)


def parse_week(written: str) -> date:
    """The Monday of the week; Invalid when there is no such week."""
    match = WRITTEN.fullmatch(written)
    try:
        if match:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass
    raise Invalid(field_errors=(FieldError("week", "not_a_week", "An ISO week such as 2026-W47."),))


def written_week(monday: date) -> str:
    """The week as it is written."""
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def bounds(monday: date) -> tuple[datetime, datetime]:
    """The first moment of the week and the first after it."""
    start = datetime.combine(monday, time(), UTC)
    return start, start + WEEK


def monday_of(moment: datetime) -> date:
    """The Monday of the week in which the moment lies."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())
