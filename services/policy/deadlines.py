"""Deadlines of platforms: the defaults that apply until a platform signs others in its agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of elapsed time, or of working days (Monday to Friday, in UTC)."""

    elapsed: timedelta = timedelta()
    working_days: int = 0

    def due_after(self, start: datetime) -> datetime:
        """Return the time at which the period that begins at `start` ends.

        Elapsed time never pauses: platforms take in P0 and P1 escalations day and night.
        """
        due = start + self.elapsed
        for _ in range(self.working_days):
            due += timedelta(days=1)
            while due.weekday() >= SATURDAY:
                due += timedelta(days=1)
        return due


def _hours(hours: int) -> Deadline:
    """Return a deadline of elapsed hours."""
    return Deadline(elapsed=timedelta(hours=hours))


def _days(days: int) -> Deadline:
    """Return a deadline of elapsed days."""
    return Deadline(elapsed=timedelta(days=days))


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
    "P2": _hours(48),
    "P3": _days(7),
    "P4": _days(14),
}
