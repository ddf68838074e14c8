"""Encrypted fields. Each resource has a data key, wrapped by the key-encryption key; deleting it erases the fields."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.errors import NotFound
from services.core.settings import get_settings
from services.core.statements import BoundStatement, compiled_once, execute, fetch_rows, insert_into
from services.models.access import DataKey


def create_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Create the data key of a new resource and return it; if it has one already, return that."""
    key, statement = new_data_key(owner_id, resource_id)
    return key if execute(session, statement) else _load_data_key(session, owner_id, resource_id)


def new_data_key(owner_id: UUID, resource_id: UUID) -> tuple[bytes, BoundStatement]:
    """Return a new data key and the statement that stores it.

    The statement returns no row, and stores nothing, where the resource has a data key already.
    """
    key = crypto.new_key()
    wrapped = crypto.encrypt(_key_encryption_key(), key, _key_context(owner_id, resource_id))
    return key, _insert_data_key().bind(owner_id=owner_id, resource_id=resource_id, wrapped=wrapped)


def encrypt_field(session: Session, owner_id: UUID, resource_id: UUID, context: str, plaintext: bytes) -> bytes:
    """Encrypt a value under the resource's data key; `context` names the table, column and row that will hold it.

    Raises:
        NotFound: the data key was erased, or the acting organisation cannot read it.
    """
    return crypto.encrypt(_load_data_key(session, owner_id, resource_id), plaintext, context)


def decrypt_field(session: Session, owner_id: UUID, resource_id: UUID, context: str, encrypted: bytes) -> bytes:
    """Decrypt a value that was encrypted for this context.

    Raises:
        NotFound: the data key was erased, or the acting organisation cannot read it.
    """
    return crypto.decrypt(_load_data_key(session, owner_id, resource_id), encrypted, context)


def unwrap_data_key(owner_id: UUID, resource_id: UUID, wrapped: bytes) -> bytes:
    """Return the data key of a resource from its wrapped form."""
    return crypto.decrypt(_key_encryption_key(), wrapped, _key_context(owner_id, resource_id))


def _load_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Return the data key of a resource. Raises NotFound."""
    rows = fetch_rows(session, _select_wrapped_key().bind(owner_id=owner_id, resource_id=resource_id))
    if not rows:
        raise NotFound
    return unwrap_data_key(owner_id, resource_id, rows[0]["wrapped"])


@compiled_once
def _insert_data_key() -> Executable:
    """Insert a wrapped data key unless the resource has one; return its owner if it was inserted."""
    statement = insert_into(DataKey, "owner_id", "resource_id", "wrapped")
    return statement.on_conflict_do_nothing().returning(DataKey.owner_id)


@compiled_once
def _select_wrapped_key() -> Executable:
    """Select the wrapped data key of a resource."""
    return select(DataKey.wrapped).where(
        DataKey.owner_id == bindparam("owner_id"), DataKey.resource_id == bindparam("resource_id")
    )


def _key_context(owner_id: UUID, resource_id: UUID) -> str:
    """Return the context under which a data key is wrapped."""
    return f"data_key.wrapped/{owner_id}/{resource_id}"


def _key_encryption_key() -> bytes:
    """Return the key that wraps data keys."""
    return crypto.derive_key(get_settings().encryption_key, "data keys")
