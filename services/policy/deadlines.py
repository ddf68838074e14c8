"""Deadlines of platforms: the defaults that apply until a platform signs others in its agreement.

Both deadlines of a priority count in one unit, so that a decision is never due before the acknowledgement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

TIME_ZONE = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of elapsed time, or of working days."""

    elapsed: timedelta = timedelta()
    working_days: int = 0

    def due_after(self, start: datetime, nations: Collection[str]) -> datetime:
        """Return the time (UTC) at which the period that begins at `start` ends.

        Elapsed time never pauses: platforms take in P0 and P1 escalations day and night. Working days are those that
        are neither a weekend nor a bank holiday in any of the nations (ENG, WLS, SCT, NIR), by British time: the
        period ends at the same time of a later day. One that begins on another day counts from the beginning of the
        next working day.
        """
        if not self.working_days:
            return start + self.elapsed
        local = start.astimezone(TIME_ZONE).replace(tzinfo=None)
        if not _is_working_day(local, nations):
            local = datetime.combine(_find_next_working_day(local, nations), time())
        for _ in range(self.working_days):
            local = _find_next_working_day(local, nations)
        return local.replace(tzinfo=TIME_ZONE).astimezone(UTC)


def _is_working_day(moment: datetime, nations: Collection[str]) -> bool:
    """Return True if the day of the local time is a working day in all of the nations."""
    return all(is_working_day(moment.date(), nation) for nation in nations)


def is_working_day(day: date, nation: str) -> bool:
    """Return True if the day is neither in a weekend nor a bank holiday of the nation (ENG, WLS, SCT or NIR)."""
    return _get_calendar(nation).is_working_day(day)


@cache
def _get_calendar(nation: str) -> HolidayBase:
    """Return the bank holidays of a nation of the United Kingdom (Banking and Financial Dealings Act 1971)."""
    return country_holidays("GB", subdiv=nation)


def _find_next_working_day(moment: datetime, nations: Collection[str]) -> datetime:
    """Return the same local time on the next working day."""
    moment += DAY
    while not _is_working_day(moment, nations):
        moment += DAY
    return moment


def _hours(hours: int) -> Deadline:
    """Return a deadline of elapsed hours."""
    return Deadline(elapsed=timedelta(hours=hours))


# By priority.
ACKNOWLEDGEMENT_DEADLINES: Mapping[str, Deadline] = {
    "P0": _hours(1),
    "P1": _hours(4),
    "P2": Deadline(working_days=1),
    "P3": Deadline(working_days=1),
    "P4": Deadline(working_days=2),
}
DECISION_DEADLINES: Mapping[str, Deadline] = {
    "P0": _hours(4),
    "P1": _hours(24),
    "P2": Deadline(working_days=2),
    "P3": Deadline(working_days=5),
    "P4": Deadline(working_days=10),
}
