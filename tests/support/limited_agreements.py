"""Parties under agreements that cover only some classes of data, or end soon."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from services.core import clock
from services.vocabularies.organisations import DataClass
from tests import factories
from tests.factories import Parties

CORE, LOCATOR, SCHOOL, OUTCOME = (
    DataClass.INCIDENT_CORE,
    DataClass.SUBJECT_LOCATOR,
    DataClass.SCHOOL_IDENTITY,
    DataClass.OUTCOME,
)
VALIDITY = timedelta(days=30)
YEAR = timedelta(days=365)


def create_parties_without(*excluded: DataClass, valid_to: datetime | None = None) -> Parties:
    """Create parties under one agreement that covers all data except these classes."""
    parties = factories.create_parties_without_agreement()
    data_classes = [data_class for data_class in DataClass if data_class not in excluded]
    signatories = parties.by_name().values()
    factories.create_agreement(parties.helpline, *signatories, data_classes=data_classes, valid_to=valid_to)
    return parties


def create_parties_with_limited_platform(data_classes: Sequence[DataClass]) -> Parties:
    """Create parties of which the platform has signed for these classes only, schools and union for all."""
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school, parties.other_school, parties.union)
    factories.create_agreement(parties.helpline, parties.platform, data_classes=data_classes)
    return parties


def create_parties_with_expiring_agreement() -> Parties:
    """Create parties whose one agreement ends in 30 days."""
    return create_parties_without(valid_to=clock.now() + VALIDITY)


def freeze_time_after_expiry() -> AbstractContextManager[None]:
    """Set the clock to a year from now, when the expiring agreement has ended."""
    return clock.freeze_time(clock.now() + YEAR)
