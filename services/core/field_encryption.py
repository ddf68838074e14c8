"""Encrypted fields. Each resource has a data key, wrapped by the key-encryption key; deleting it erases the fields."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.errors import NotFound
from services.core.settings import get_settings
from services.core.statements import BoundStatement, Row, compiled_once, execute, fetch_rows, insert_into
from services.models.access import DataKey


def create_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Create the data key of a new resource and return it; if it has one already, return that."""
    key, statement = new_data_key(owner_id, resource_id)
    return key if execute(session, statement) else load_data_key(session, owner_id, resource_id)


def new_data_key(owner_id: UUID, resource_id: UUID) -> tuple[bytes, BoundStatement]:
    """Return a new data key and the statement that stores it.

    The statement returns no row, and stores nothing, where the resource has a data key already.
    """
    key = crypto.new_key()
    wrapped = crypto.encrypt(_key_encryption_key(), key, _key_context(owner_id, resource_id))
    return key, _insert_data_key().bind(owner_id=owner_id, resource_id=resource_id, wrapped=wrapped)


def decrypt_field(session: Session, owner_id: UUID, resource_id: UUID, context: str, encrypted: bytes) -> bytes:
    """Decrypt a value that was encrypted for this context.

    Raises:
        NotFound: the data key was erased, or the acting organisation cannot read it.
    """
    return crypto.decrypt(load_data_key(session, owner_id, resource_id), encrypted, context)


def unwrap_data_key(owner_id: UUID, resource_id: UUID, wrapped: bytes) -> bytes:
    """Return the data key of a resource from its wrapped form."""
    return crypto.decrypt(_key_encryption_key(), wrapped, _key_context(owner_id, resource_id))


def load_data_key(session: Session, owner_id: UUID, resource_id: UUID) -> bytes:
    """Return the data key of a resource.

    Raises:
        NotFound: the data key was erased, or the acting organisation cannot read it.
    """
    return read_data_key(fetch_rows(session, data_key_statement(owner_id, resource_id)))


def data_key_statement(owner_id: UUID, resource_id: UUID) -> BoundStatement:
    """Return the statement of `load_data_key`, to be sent in a batch; pass its rows to `read_data_key`."""
    return _select_data_key().bind(owner_id=owner_id, resource_id=resource_id)


def read_data_key(rows: Sequence[Row]) -> bytes:
    """Return the data key from the rows of a `data_key_statement`. Raises NotFound."""
    if not rows:
        raise NotFound
    row = rows[0]
    return unwrap_data_key(row["owner_id"], row["resource_id"], row["wrapped"])


@compiled_once
def _insert_data_key() -> Executable:
    """Insert a wrapped data key unless the resource has one; return its owner if it was inserted."""
    statement = insert_into(DataKey, "owner_id", "resource_id", "wrapped")
    return statement.on_conflict_do_nothing().returning(DataKey.owner_id)


@compiled_once
def _select_data_key() -> Executable:
    """Select the data key of a resource."""
    return select(DataKey.__table__).where(
        DataKey.owner_id == bindparam("owner_id"), DataKey.resource_id == bindparam("resource_id")
    )


def _key_context(owner_id: UUID, resource_id: UUID) -> str:
    """Return the context under which a data key is wrapped."""
    return f"data_key.wrapped/{owner_id}/{resource_id}"


def _key_encryption_key() -> bytes:
    """Return the key that wraps data keys."""
    return crypto.derive_key(get_settings().encryption_key, "data keys")
