"""A holder's own copy of a locator, written and read in one way wherever it is needed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services import clock, vault
from services.models.access import DataKey
from services.models.subject import SubjectLocator


def keep(session: Session, holder_id: UUID, subject_id: UUID, url: str) -> None:
    """Keep the holder's copy, unless it has one. Its access row must be there already."""
    if session.get(DataKey, (holder_id, subject_id)) is not None:
        return
    vault.make_key(session, holder_id, subject_id)
    sealed = vault.seal(session, holder_id, subject_id, _place(holder_id, subject_id), url.encode())
    now = clock.now()
    row = {"owner_id": holder_id, "subject_id": subject_id, "ciphertext": sealed}
    session.execute(insert(SubjectLocator).values(**row, created_at=now, updated_at=now))


def reveal(session: Session, held: SubjectLocator) -> str:
    """The address in a copy that the organisation which acts can reach."""
    place = _place(held.owner_id, held.subject_id)
    return vault.open(session, held.owner_id, held.subject_id, place, held.ciphertext).decode()


def _place(holder_id: UUID, subject_id: UUID) -> str:
    return f"subject_locator.ciphertext/{holder_id}/{subject_id}"
