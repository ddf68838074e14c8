"""The only way to a real address. Every reading is on the record before the answer leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.locator_copies import find_locator_copy
from services.core.errors import NotFound
from services.events.log import NewEvent, append_events
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.resources.locator import (
    LOCATOR,
    READ_LOCATOR_TO_ACT,
    READ_LOCATOR_TO_TRIAGE,
    READ_LOCATOR_TO_VERIFY,
    READ_OWN_LOCATOR,
    LocatorEvent,
)
from services.vocabularies.subjects import LocatorPurpose

PURPOSES = {
    LocatorPurpose.OWN_REPORT: READ_OWN_LOCATOR,
    LocatorPurpose.TRIAGE: READ_LOCATOR_TO_TRIAGE,
    LocatorPurpose.VERIFY: READ_LOCATOR_TO_VERIFY,
    LocatorPurpose.ACT: READ_LOCATOR_TO_ACT,
}


def read_locator(session: Session, actor: Actor, subject_id: UUID, *, purpose: str) -> dict[str, Any]:
    """The address that the actor's own copy, or one it was given, holds. NotFound when it holds none.

    NoAgreement when it was given one under an agreement that has ended.
    """
    held = find_locator_copy(session, actor, subject_id)
    if purpose not in PURPOSES:
        raise NotFound
    require_permission(actor, PURPOSES[LocatorPurpose(purpose)], held)
    url = locator_copies.decrypt_locator(session, held)
    nobody: frozenset[UUID] = frozenset()
    details = {"purpose": purpose}
    append_events(session, actor, NewEvent(LocatorEvent.READ, "subject", subject_id, 1, details, audience=nobody))
    return field_access.select_granted(actor, LOCATOR, {"subject_id": subject_id, "url": url})
