"""The only way to a real address. Every reading is on the record before the answer leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.locator_access import find_locator_copy
from services.core.errors import NotFound
from services.events.kinds import EventKind
from services.events.log import NewEvent, append_events
from services.policy import field_access
from services.policy.actions import Action
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.vocabularies.subjects import LocatorPurpose

PURPOSES = {
    LocatorPurpose.OWN_REPORT: Action.LOCATOR_REPORTED,
    LocatorPurpose.TRIAGE: Action.LOCATOR_TRIAGE,
    LocatorPurpose.VERIFY: Action.LOCATOR_VERIFY,
    LocatorPurpose.ACT: Action.LOCATOR_ACT,
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
    append_events(session, actor, NewEvent(EventKind.LOCATOR_READ, "subject", subject_id, 1, details, audience=nobody))
    return field_access.select_granted(actor, "locator", {"subject_id": subject_id, "url": url})
