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


def signed(*without: DataClass, valid_to: Any = None) -> factories.Cast:
    """A cast whose one agreement lets everything pass but these."""
    cast = factories.strangers_to_agreements()
    lets = [one for one in DataClass if one not in without]
    factories.agreement(cast.helpline, *cast.everybody().values(), lets=lets, valid_to=valid_to)
    return cast


def split(classes: Sequence[DataClass]) -> factories.Cast:
    """The school has signed everything with the helpline, the platform only these classes."""
    cast = factories.strangers_to_agreements()
    factories.agreement(cast.helpline, cast.school, cast.other_school, cast.union)
    factories.agreement(cast.helpline, cast.platform, lets=classes)
    return cast


def ending_soon() -> factories.Cast:
    return signed(valid_to=clock.now() + timedelta(days=30))


def later() -> AbstractContextManager[None]:
    return clock.freeze_time(clock.now() + YEAR)
