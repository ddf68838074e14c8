"""Casts under agreements that let less pass, or not for long."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from services.core import clock
from services.vocabularies.organisations import DataClass
from tests import factories

CORE, LOCATOR, SCHOOL, OUTCOME = (
    DataClass.INCIDENT_CORE,
    DataClass.SUBJECT_LOCATOR,
    DataClass.SCHOOL_IDENTITY,
    DataClass.OUTCOME,
)
YEAR = timedelta(days=365)


def create_parties_without(*without: DataClass, valid_to: Any = None) -> factories.Parties:
    """Parties whose one agreement lets everything pass but these."""
    parties = factories.create_parties_without_agreement()
    lets = [one for one in DataClass if one not in without]
    factories.create_agreement(parties.helpline, *parties.by_name().values(), data_classes=lets, valid_to=valid_to)
    return parties


def create_parties_with_limited_platform(classes: Sequence[DataClass]) -> factories.Parties:
    """The school has signed everything with the helpline, the platform only these classes."""
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school, parties.other_school, parties.union)
    factories.create_agreement(parties.helpline, parties.platform, data_classes=classes)
    return parties


def create_parties_with_expiring_agreement() -> factories.Parties:
    return create_parties_without(valid_to=clock.now() + timedelta(days=30))


def freeze_time_after_expiry() -> AbstractContextManager[None]:
    return clock.freeze_time(clock.now() + YEAR)
