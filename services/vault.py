"""Encrypted fields of a resource. Who reaches the resource reaches its data key; deleting the key is erasure."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from services import crypto
from services.errors import NotFound
from services.models import DataKey
from services.settings import settings


def make_key(session: Session, owner_id: UUID, resource_id: UUID) -> None:
    """Give a new resource its data key."""
    wrapped = crypto.seal(_master(), crypto.new_key(), _place(owner_id, resource_id))
    session.execute(insert(DataKey).values(owner_id=owner_id, resource_id=resource_id, wrapped=wrapped))


def has_key(session: Session, owner_id: UUID, resource_id: UUID) -> bool:
    """Whether the resource has its data key already."""
    return session.scalar(select(DataKey.resource_id).where(*_of(owner_id, resource_id))) is not None


def seal(session: Session, owner_id: UUID, resource_id: UUID, place: str, plaintext: bytes) -> bytes:
    """Encrypt under the resource's data key; `place` says which table, column and row it is for."""
    return crypto.seal(_key(session, owner_id, resource_id), plaintext, place)


def open(session: Session, owner_id: UUID, resource_id: UUID, place: str, sealed: bytes) -> bytes:
    """Decrypt what was sealed for this place; NotFound when the data key is gone or out of reach."""
    return crypto.unseal(_key(session, owner_id, resource_id), sealed, place)


def _key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    wrapped = session.scalar(select(DataKey.wrapped).where(*_of(owner_id, resource_id)))
    if wrapped is None:
        raise NotFound
    return crypto.unseal(_master(), wrapped, _place(owner_id, resource_id))


def _of(owner_id: UUID, resource_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (DataKey.owner_id == owner_id, DataKey.resource_id == resource_id)


def _place(owner_id: UUID, resource_id: UUID) -> str:
    return f"data_key.wrapped/{owner_id}/{resource_id}"


def _master() -> bytes:
    return crypto.derive(settings().encryption_key, "data keys")
