"""A week in the past, those who reported in it, and who asks for its figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services import statistics
from services.core import clock
from services.policy.actor import Kind
from tests import factories
from tests.support.service_calls import call_as

MONDAY = date(2026, 10, 5)
DURING_WEEK = datetime(2026, 10, 7, 12, tzinfo=UTC)
AFTER_WEEK = datetime(2026, 10, 13, 12, tzinfo=UTC)
WEEK, NEXT_WEEK = "2026-W41", "2026-W42"


def create_government(nation: str = "WLS") -> UUID:
    return factories.create_organisation(Kind.GOVERNMENT, nations=[nation])


def create_schools(helpline: UUID, count: int) -> list[UUID]:
    made = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(count)]
    factories.create_agreement(helpline, *made)
    return made


def roll_up_week(helpline: UUID, moment: datetime = AFTER_WEEK, monday: date = MONDAY) -> UUID | None:
    with clock.freeze_time(moment):
        return call_as(helpline, statistics.roll_up, "WLS", monday)


def read_statistic(reader: UUID, **asked: Any) -> dict[str, Any]:
    return call_as(reader, statistics.read_statistic, **{"nation": "WLS", "week": WEEK, **asked})
