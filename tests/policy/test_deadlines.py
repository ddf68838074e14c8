"""The deadlines of platforms: one unit a pair, working days by the calendar of the nation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.policy.deadlines import ACKNOWLEDGEMENT_DEADLINES, DECISION_DEADLINES, TIME_ZONE, is_working_day

NATIONS = ("ENG", "WLS", "SCT", "NIR")
# Bank holidays as GOV.UK publishes them.
ALL = "2026-01-01 2026-04-03 2026-05-04 2026-05-25 2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-12-27 2027-12-28"
HOLIDAYS = {
    "ENG": f"{ALL} 2026-04-06 2026-08-31 2027-03-29 2027-08-30",
    "WLS": f"{ALL} 2026-04-06 2026-08-31 2027-03-29 2027-08-30",
    # 15 June 2026 is a single holiday of Scotland, for the World Cup.
    "SCT": f"{ALL} 2026-01-02 2026-06-15 2026-08-03 2026-11-30 2027-01-04 2027-08-02 2027-11-30",
    "NIR": f"{ALL} 2026-03-17 2026-07-13 2026-04-06 2026-08-31 2027-03-17 2027-07-12 2027-03-29 2027-08-30",
}
EXTRA_OF_2027 = "2027-05-03 2027-05-31"
STARTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
PRIORITIES = st.sampled_from(sorted(DECISION_DEADLINES))


def due(priority: str, start: datetime, *nations: str) -> tuple[datetime, datetime]:
    """Return the times at which acknowledgement and decision are due."""
    first, second = ACKNOWLEDGEMENT_DEADLINES[priority], DECISION_DEADLINES[priority]
    return first.due_after(start, nations), second.due_after(start, nations)


def british(text: str) -> datetime:
    """Return a British local time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE).astimezone(UTC)


@pytest.mark.parametrize("nation", NATIONS)
def test_the_bank_holidays_of_two_years_are_those_that_are_published(nation: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=count) for count in range(730)]
    holidays = {day.isoformat() for day in days if day.weekday() < 5 and not is_working_day(day, nation)}
    assert holidays == {*HOLIDAYS[nation].split(), *EXTRA_OF_2027.split()}


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("priority", DECISION_DEADLINES)
def test_a_decision_is_never_due_before_the_acknowledgement_in_a_year(priority: str, nation: str) -> None:
    start, previous = datetime(2026, 3, 1, tzinfo=UTC), (datetime.min.replace(tzinfo=UTC),) * 2
    for hours in range(0, 24 * 366, 5):
        moment = start + timedelta(hours=hours)
        ack, decision = due(priority, moment, nation)
        assert moment < ack <= decision
        # a later start is never due earlier
        assert ack >= previous[0]
        assert decision >= previous[1]
        previous = ack, decision


@given(STARTS, PRIORITIES, st.sets(st.sampled_from(NATIONS), min_size=1))
def test_working_days_end_on_a_working_day_and_elapsed_time_at_once(
    start: datetime, priority: str, nations: set[str]
) -> None:
    ack, decision = due(priority, start, *nations)
    if priority in ("P0", "P1"):
        hours = {"P0": (1, 4), "P1": (4, 24)}[priority]
        assert ((ack - start), (decision - start)) == tuple(timedelta(hours=count) for count in hours)
    else:
        for moment in (ack, decision):
            assert all(is_working_day(moment.astimezone(TIME_ZONE).date(), nation) for nation in nations)


@pytest.mark.parametrize(
    ("priority", "nation", "start", "ack", "decision"),
    [
        # a Friday afternoon
        ("P2", "WLS", "2026-11-27 15:00", "2026-11-30 15:00", "2026-12-01 15:00"),
        # the same afternoon before St Andrew's Day
        ("P2", "SCT", "2026-11-27 15:00", "2026-12-01 15:00", "2026-12-02 15:00"),
        # a Saturday counts from the beginning of Monday
        ("P2", "WLS", "2026-11-28 10:00", "2026-12-01 00:00", "2026-12-02 00:00"),
        # the Thursday before Easter; only Scotland works on Easter Monday
        ("P3", "ENG", "2026-04-02 09:30", "2026-04-07 09:30", "2026-04-13 09:30"),
        ("P3", "SCT", "2026-04-02 09:30", "2026-04-06 09:30", "2026-04-10 09:30"),
        # over both changes of the clocks the local time stays
        ("P4", "WLS", "2026-03-20 17:00", "2026-03-24 17:00", "2026-04-07 17:00"),
        ("P4", "NIR", "2026-10-16 17:00", "2026-10-20 17:00", "2026-10-30 17:00"),
        # over Christmas
        ("P2", "WLS", "2026-12-24 12:00", "2026-12-29 12:00", "2026-12-30 12:00"),
    ],
)
def test_working_days_are_those_of_the_nation(priority: str, nation: str, start: str, ack: str, decision: str) -> None:
    assert due(priority, british(start), nation) == (british(ack), british(decision))


def test_working_days_of_several_nations_are_those_of_all() -> None:
    assert due("P2", british("2026-11-27 15:00"), "WLS", "SCT")[0] == british("2026-12-01 15:00")
