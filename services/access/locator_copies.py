"""A holder's own copy of a locator, written and read in one way wherever it is needed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from services.core import clock, crypto, field_encryption
from services.core.statements import BoundStatement, compiled_once, execute, execute_batch, insert_into
from services.models.subject import SubjectLocator


def store_locator(session: Session, holder_id: UUID, subject_id: UUID, url: str, *together: BoundStatement) -> None:
    """Keep the holder's copy, unless it has one. Its access row is there already, or the first written `together`."""
    key, wrapped = field_encryption.new_data_key(holder_id, subject_id)
    *_, fresh = execute_batch(session, *together, wrapped)
    if fresh:
        sealed = crypto.encrypt(key, url.encode(), _locator_context(holder_id, subject_id))
        row = {"owner_id": holder_id, "subject_id": subject_id, "ciphertext": sealed}
        now = clock.now()
        execute(session, _insert_locator().bind(**row, created_at=now, updated_at=now))


@compiled_once
def _insert_locator() -> Executable:
    return insert_into(SubjectLocator, "owner_id", "subject_id", "ciphertext", "created_at", "updated_at")


def decrypt_locator(session: Session, held: SubjectLocator) -> str:
    """The address in a copy that the organisation which acts can reach."""
    place = _locator_context(held.owner_id, held.subject_id)
    return field_encryption.decrypt_field(session, held.owner_id, held.subject_id, place, held.ciphertext).decode()


def _locator_context(holder_id: UUID, subject_id: UUID) -> str:
    return f"subject_locator.ciphertext/{holder_id}/{subject_id}"
