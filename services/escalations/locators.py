"""The helpline's own copy of a locator, taken from a reporter's when it is first needed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant
from services.access.locator_access import held_by
from services.policy.actor import Actor


def copy_locator(session: Session, actor: Actor, subject_id: UUID) -> None:
    """The platform is given the helpline's copy, so that no reporter shows through who holds it."""
    held = held_by(session, actor, subject_id)
    if held.owner_id == actor.organisation_id:
        return
    grant(session, actor.organisation_id, "subject", subject_id, write=(actor.organisation_id,))
    locator_copies.keep(session, actor.organisation_id, subject_id, locator_copies.reveal(session, held))
