"""Encrypted fields of a resource. Who reaches the resource reaches its data key; deleting the key is erasure."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.errors import NotFound
from services.core.settings import get_settings
from services.core.statements import BoundStatement, compiled_once, execute, fetch_rows, insert_into
from services.models import DataKey


def create_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Give a new resource its data key; the key that it has when another was quicker."""
    key, asked = new_data_key(owner_id, resource_id)
    return key if execute(session, asked) else _load_data_key(session, owner_id, resource_id)


def new_data_key(owner_id: UUID, resource_id: UUID) -> tuple[bytes, BoundStatement]:
    """A data key, and how it is written: no row comes back where the resource has one already."""
    key = crypto.new_key()
    wrapped = crypto.encrypt(_key_encryption_key(), key, _key_context(owner_id, resource_id))
    return key, _insert_data_key().bind(owner_id=owner_id, resource_id=resource_id, wrapped=wrapped)


def encrypt_field(session: Session, owner_id: UUID, resource_id: UUID, place: str, plaintext: bytes) -> bytes:
    """Encrypt under the resource's data key; `place` says which table, column and row it is for."""
    return crypto.encrypt(_load_data_key(session, owner_id, resource_id), plaintext, place)


def decrypt_field(session: Session, owner_id: UUID, resource_id: UUID, place: str, sealed: bytes) -> bytes:
    """Decrypt what was sealed for this place; NotFound when the data key is gone or out of reach."""
    return crypto.decrypt(_load_data_key(session, owner_id, resource_id), sealed, place)


def unwrap_data_key(owner_id: UUID, resource_id: UUID, wrapped: bytes) -> bytes:
    """The data key of a resource, from its row."""
    return crypto.decrypt(_key_encryption_key(), wrapped, _key_context(owner_id, resource_id))


def _load_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    found = fetch_rows(session, _select_wrapped_key().bind(owner_id=owner_id, resource_id=resource_id))
    if not found:
        raise NotFound
    return unwrap_data_key(owner_id, resource_id, found[0]["wrapped"])


@compiled_once
def _insert_data_key() -> Executable:
    made = insert_into(DataKey, "owner_id", "resource_id", "wrapped")
    return made.on_conflict_do_nothing().returning(DataKey.owner_id)


@compiled_once
def _select_wrapped_key() -> Executable:
    of_it = (DataKey.owner_id == bindparam("owner_id"), DataKey.resource_id == bindparam("resource_id"))
    return select(DataKey.wrapped).where(*of_it)


def _key_context(owner_id: UUID, resource_id: UUID) -> str:
    return f"data_key.wrapped/{owner_id}/{resource_id}"


def _key_encryption_key() -> bytes:
    return crypto.derive_key(get_settings().encryption_key, "data keys")
