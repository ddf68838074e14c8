"""When the platform is expected to answer: the defaults that hold until a platform signs others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """Elapsed time, or working days (Monday to Friday, UTC)."""

    elapsed: timedelta = timedelta()
    working_days: int = 0

    def after(self, moment: datetime) -> datetime:
        """The due moment. The P0 and P1 intake of platforms runs day and night, so elapsed time is never paused."""
        due = moment + self.elapsed
        for _ in range(self.working_days):
            due += timedelta(days=1)
            while due.weekday() >= SATURDAY:
                due += timedelta(days=1)
        return due


def _hours(hours: int) -> Deadline:
    return Deadline(elapsed=timedelta(hours=hours))


def _days(days: int) -> Deadline:
    return Deadline(elapsed=timedelta(days=days))


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
    "P2": _hours(48),
    "P3": _days(7),
    "P4": _days(14),
}
