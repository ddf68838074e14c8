"""The platform that an escalation is made for and sent to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from services.access import agreements
from services.core.errors import Conflict
from services.models import Organisation
from services.vocabularies.organisations import DataClass

REQUIRED_DATA_CLASSES = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)


class PlatformNotActive(Conflict):
    """The platform is suspended or closed and receives nothing."""

    code = "platform_not_active"


def require_reachable(session: Session, platform: Organisation, nations: Collection[str]) -> None:
    """Raise an error unless the platform may receive escalations of incidents from these nations.

    Raises:
        PlatformNotActive: the platform is suspended or closed.
        NoAgreement: no agreement with the platform covers incidents and locators.
    """
    if platform.status != "active":
        raise PlatformNotActive
    for nation in sorted(nations):
        agreements.require_agreement(session, platform.id, *REQUIRED_DATA_CLASSES, nation=nation)
