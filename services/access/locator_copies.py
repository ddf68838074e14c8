"""A holder's own copy of a locator, written and read in one way wherever it is needed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.core import clock, crypto, field_encryption
from services.core.statements import Asked, into, prepared, write, write_all
from services.models.subject import SubjectLocator


def keep(session: Session, holder_id: UUID, subject_id: UUID, url: str, *together: Asked) -> None:
    """Keep the holder's copy, unless it has one. Its access row is there already, or the first written `together`."""
    key, wrapped = field_encryption.new_key(holder_id, subject_id)
    *_, fresh = write_all(session, *together, wrapped)
    if fresh:
        sealed = crypto.seal(key, url.encode(), _place(holder_id, subject_id))
        row = {"owner_id": holder_id, "subject_id": subject_id, "ciphertext": sealed}
        now = clock.now()
        write(session, _kept()(**row, created_at=now, updated_at=now))


@prepared
def _kept() -> Executable:
    return into(SubjectLocator, "owner_id", "subject_id", "ciphertext", "created_at", "updated_at")


def reveal(session: Session, held: SubjectLocator) -> str:
    """The address in a copy that the organisation which acts can reach."""
    place = _place(held.owner_id, held.subject_id)
    return field_encryption.open(session, held.owner_id, held.subject_id, place, held.ciphertext).decode()


def _place(holder_id: UUID, subject_id: UUID) -> str:
    return f"subject_locator.ciphertext/{holder_id}/{subject_id}"
