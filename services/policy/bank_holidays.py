"""The bank holidays of England and Wales, Scotland and Northern Ireland.

Computed from the Banking and Financial Dealings Act 1971 and the usual proclamations; single extra holidays, such as
those of a coronation, are not known in advance and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

SATURDAY = 5
DAY = timedelta(days=1)


def is_working_day(day: date, nation: str) -> bool:
    """Return True if the day is neither in a weekend nor a bank holiday of the nation (ENG, WLS, SCT or NIR)."""
    return day.weekday() < SATURDAY and day not in _list_holidays(day.year, nation)


@cache
def _list_holidays(year: int, nation: str) -> frozenset[date]:
    """Return the bank holidays of a nation in a year, with the days that replace those in a weekend."""
    easter = _compute_easter(year)
    first_monday_of_may, last_monday_of_may = _find_monday(date(year, 5, 1)), _find_monday(date(year, 5, 25))
    moving = {easter - 2 * DAY, first_monday_of_may, last_monday_of_may}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    if nation == "SCT":
        moving.add(_find_monday(date(year, 8, 1)))
        fixed += [date(year, 1, 2), date(year, 11, 30)]
    else:
        moving |= {easter + DAY, _find_monday(date(year, 8, 25))}
    if nation == "NIR":
        fixed += [date(year, 3, 17), date(year, 7, 12)]
    return frozenset(moving) | _replace_weekends(sorted(fixed))


def _replace_weekends(holidays: Sequence[date]) -> frozenset[date]:
    """Return the holidays, each that falls in a weekend moved to the next weekday that is no holiday."""
    days = {day for day in holidays if day.weekday() < SATURDAY}
    for replaced in (day for day in holidays if day.weekday() >= SATURDAY):
        substitute = replaced + DAY
        while substitute.weekday() >= SATURDAY or substitute in days:
            substitute += DAY
        days.add(substitute)
    return frozenset(days)


def _find_monday(start: date) -> date:
    """Return the first Monday on or after the day."""
    return start + timedelta(days=-start.weekday() % 7)


def _compute_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
