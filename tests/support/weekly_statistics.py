"""A completed week, the schools that reported in it, and the readers of its published counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from services import statistics
from services.core import clock
from services.policy.actor import Kind
from services.policy.field_access import ResourceView
from services.statistics.weeks import ONE_WEEK
from tests import factories
from tests.support.service_calls import call_as

MONDAY = date(2026, 10, 5)
DURING_WEEK = datetime(2026, 10, 7, 12, tzinfo=UTC)
AFTER_WEEK = datetime(2026, 10, 13, 12, tzinfo=UTC)
WEEK, NEXT_WEEK = "2026-W41", "2026-W42"
NEXT_DURING_WEEK = DURING_WEEK + ONE_WEEK


def create_government(nation: str = "WLS") -> UUID:
    """Create a government that serves the nation."""
    return factories.create_organisation(Kind.GOVERNMENT, nations=[nation])


def create_schools(helpline: UUID, count: int) -> list[UUID]:
    """Create schools that have an agreement with the helpline."""
    schools = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(count)]
    factories.create_agreement(helpline, *schools)
    return schools


def publish_week(helpline: UUID, moment: datetime = AFTER_WEEK, monday: date = MONDAY) -> UUID | None:
    """Publish the week of `monday` as the helpline at the given moment; None when it is not due."""
    with clock.freeze_time(moment):
        return call_as(helpline, statistics.publish_release, "WLS", monday)


def get_statistic(reader: UUID, **query: str) -> ResourceView:
    """Read one published count, by default of the whole week in Wales."""
    return call_as(reader, statistics.get_statistic, **{"nation": "WLS", "week": WEEK, **query})
