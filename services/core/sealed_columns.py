"""Sealed columns: free texts and references that a copy of the database does not show.

A column of type `Sealed` holds its value as JSON, encrypted under the data key of the resource that the row belongs to.
The context names table, column and primary key, so that a value copied to another row cannot be decrypted there.
Specifications need nothing beyond the column type: queries and parts decrypt the granted fields after the fetch, with
the wrapped data keys that the same statement returns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Executable, Table, select
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.column_types import Sealed
from services.core.field_encryption import unwrap_data_key
from services.core.row_sets import dump_rows, select_given_rows
from services.core.settings import get_settings
from services.core.statements import compiled_once, fetch_rows
from services.models.access import DataKey

# The label of the column with the wrapped data key in statements that select sealed columns.
WRAPPED_KEY = "wrapped_key"
# Plaintexts are padded to a multiple of this, so that the length of a ciphertext says little about a short text.
PADDING_BYTES = 32
# A resource with a data key: the ids of its owner and of itself.
ResourceKey = tuple[UUID, UUID]


def seal_row(data_key: bytes | None, model: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a row with the values of sealed columns encrypted; None stays None.

    `row` has the primary key and any other columns of the model.
    """
    sealed = {name: seal(data_key, model, name, row, row[name]) for name in _sealed_columns(model) if name in row}
    return {**row, **sealed}


def set_columns(data_key: bytes | None, row: Any, values: Mapping[str, object]) -> None:
    """Set these columns of an object of a model; the values of sealed columns are encrypted."""
    sealed = _sealed_columns(type(row))
    for name, value in values.items():
        setattr(row, name, seal(data_key, type(row), name, row, value) if name in sealed else value)


def seal(data_key: bytes | None, model: Any, column: str, row: Any, value: object) -> bytes | None:
    """Encrypt a value for one column of a row; `row` is an object of the model, or its columns by name.

    None stays None, and without a data key, which was erased, nothing is stored.
    """
    if value is None or data_key is None:
        return None
    plaintext = orjson.dumps(value)
    # White space after a JSON document has no meaning.
    padded = plaintext.ljust(-(-len(plaintext) // PADDING_BYTES) * PADDING_BYTES)
    return crypto.encrypt(data_key, padded, _context(model, column, row))


def unseal(data_key: bytes | None, model: Any, column: str, row: Any) -> Any:
    """Return the value of a sealed column of a row; None without a value, and after the data key was erased."""
    sealed = _get_value(row, column)
    if sealed is None or data_key is None:
        return None
    return orjson.loads(crypto.decrypt(data_key, sealed, _context(model, column, row)))


def unseal_row(data_key: bytes | None, model: Any, row: Any) -> dict[str, Any]:
    """Return all columns of a row, an object of the model or its columns by name, with sealed columns decrypted."""
    columns = {column.key: _get_value(row, column.key) for column in model.__table__.columns}
    return columns | {name: unseal(data_key, model, name, row) for name in _sealed_columns(model)}


def unseal_fetched(model: Any, resource_column: str, names: Iterable[str], rows: Sequence[dict[str, Any]]) -> None:
    """Decrypt the sealed columns `names` of fetched rows in place.

    The rows have the primary key and `wrapped_key`; `resource_column` holds the id of the resource with the data key.
    Each data key is unwrapped once.
    """
    names, data_keys = list(names), dict[ResourceKey, bytes | None]()
    for row in rows if names else ():
        key = (row["owner_id"], row[resource_column])
        if key not in data_keys:
            data_keys[key] = _unwrap(key, row[WRAPPED_KEY])
        for name in names:
            row[name] = unseal(data_keys[key], model, name, row)


def select_wrapped_key(owner_id: Any, resource_id: Any) -> ColumnElement[Any]:
    """Return the labelled subquery with the wrapped data key of a resource, for the columns of a statement."""
    matches = (DataKey.owner_id == owner_id, DataKey.resource_id == resource_id)
    return select(DataKey.wrapped).where(*matches).correlate_except(DataKey).scalar_subquery().label(WRAPPED_KEY)


def load_data_keys(session: Session, resources: Collection[ResourceKey]) -> Mapping[ResourceKey, bytes]:
    """Return the data keys of these resources, all in one statement; erased ones are missing."""
    given_rows = [{"owner_id": owner_id, "resource_id": resource_id} for owner_id, resource_id in resources]
    rows = fetch_rows(session, _select_data_keys().bind(rows=dump_rows(given_rows))) if resources else []
    keys = [(row["owner_id"], row["resource_id"]) for row in rows]
    return {key: unwrap_data_key(*key, row["wrapped"]) for key, row in zip(keys, rows, strict=True)}


@compiled_once
def _select_data_keys() -> Executable:
    """Select the data keys of resources."""
    resources = select_given_rows(DataKey, "owner_id", "resource_id")
    return select(DataKey.__table__).join(
        resources, (DataKey.owner_id == resources.c.owner_id) & (DataKey.resource_id == resources.c.resource_id)
    )


def compute_blind_index(column: str, scope_id: UUID | None, value: str) -> bytes:
    """Return the keyed hash by which a sealed text is found again, and kept unique, within one scope.

    Args:
        column: the indexed column as `table.column`.
        scope_id: the organisation within which equal texts are equal; None for everywhere.
        value: the text as it is sealed.
    """
    return crypto.compute_keyed_hash(get_settings().secret_key, f"blind index {column}/{scope_id}", value)


def _sealed_columns(model: Any) -> tuple[str, ...]:
    """Return the names of the sealed columns of a model."""
    return _classify_columns(model.__table__)[0]


@cache
def _classify_columns(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the sealed columns of a table, and those of its primary key."""
    sealed = tuple(column.key for column in table.columns if isinstance(column.type, Sealed))
    return sealed, tuple(column.key for column in table.primary_key)


def _context(model: Any, column: str, row: Any) -> str:
    """Return the encryption context of a column of a row."""
    identity = "/".join(str(_get_value(row, name)) for name in _classify_columns(model.__table__)[1])
    return f"{model.__tablename__}.{column}/{identity}"


def _get_value(row: Any, column: str) -> Any:
    """Return the value of a column of an object of the model, or of a mapping."""
    return row[column] if isinstance(row, Mapping) else getattr(row, column)


def _unwrap(key: ResourceKey, wrapped: bytes | None) -> bytes | None:
    """Return the data key in its wrapped form, None when it was erased."""
    return None if wrapped is None else unwrap_data_key(*key, wrapped)
