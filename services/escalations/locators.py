"""The helpline's own copy of a locator, taken from a reporter's when it is first needed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_access
from services.access.locator_copies import find_locator_copy
from services.policy.actor import Actor


def copy_locator(session: Session, actor: Actor, subject_id: UUID) -> None:
    """The platform is given the helpline's copy, so that no reporter shows through who holds it."""
    held = find_locator_copy(session, actor, subject_id)
    if held.owner_id == actor.organisation_id:
        return
    grant_access(session, actor.organisation_id, "subject", subject_id, write=(actor.organisation_id,))
    locator_copies.store_locator(
        session, actor.organisation_id, subject_id, locator_copies.decrypt_locator(session, held)
    )
