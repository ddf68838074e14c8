"""Encrypted fields of a resource. Who reaches the resource reaches its data key; deleting the key is erasure."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.errors import NotFound
from services.core.settings import settings
from services.core.statements import Asked, fetch, into, prepared, write
from services.models import DataKey


def make_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Give a new resource its data key; the key that it has when another was quicker."""
    key, asked = new_key(owner_id, resource_id)
    return key if write(session, asked) else _key(session, owner_id, resource_id)


def new_key(owner_id: UUID, resource_id: UUID) -> tuple[bytes, Asked]:
    """A data key, and how it is written: no row comes back where the resource has one already."""
    key = crypto.new_key()
    wrapped = crypto.seal(_master(), key, _place(owner_id, resource_id))
    return key, _made()(owner_id=owner_id, resource_id=resource_id, wrapped=wrapped)


def seal(session: Session, owner_id: UUID, resource_id: UUID, place: str, plaintext: bytes) -> bytes:
    """Encrypt under the resource's data key; `place` says which table, column and row it is for."""
    return crypto.seal(_key(session, owner_id, resource_id), plaintext, place)


def open(session: Session, owner_id: UUID, resource_id: UUID, place: str, sealed: bytes) -> bytes:
    """Decrypt what was sealed for this place; NotFound when the data key is gone or out of reach."""
    return crypto.unseal(_key(session, owner_id, resource_id), sealed, place)


def unwrapped(owner_id: UUID, resource_id: UUID, wrapped: bytes) -> bytes:
    """The data key of a resource, from its row."""
    return crypto.unseal(_master(), wrapped, _place(owner_id, resource_id))


def _key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    found = fetch(session, _wrapped()(owner_id=owner_id, resource_id=resource_id))
    if not found:
        raise NotFound
    return unwrapped(owner_id, resource_id, found[0]["wrapped"])


@prepared
def _made() -> Executable:
    made = into(DataKey, "owner_id", "resource_id", "wrapped")
    return made.on_conflict_do_nothing().returning(DataKey.owner_id)


@prepared
def _wrapped() -> Executable:
    of_it = (DataKey.owner_id == bindparam("owner_id"), DataKey.resource_id == bindparam("resource_id"))
    return select(DataKey.wrapped).where(*of_it)


def _place(owner_id: UUID, resource_id: UUID) -> str:
    return f"data_key.wrapped/{owner_id}/{resource_id}"


def _master() -> bytes:
    return crypto.derive(settings().encryption_key, "data keys")
