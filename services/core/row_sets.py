"""Statements for any number of rows: one parameter, `rows`, holds them all as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import JSON, Insert, TableValuedAlias, bindparam, column, func, insert, select


def select_given_rows(model: Any, *names: str, **others: Any) -> TableValuedAlias:
    """Return the rows of the parameter `rows` as a table, to join or insert. `dump_rows` makes its value.

    Args:
        names: columns of the model.
        others: further columns of the given rows, each with a column of the model that has the same type.
    """
    types = {name: model.__table__.c[name].type for name in names} | {name: like.type for name, like in others.items()}
    columns = [column(name, type_) for name, type_ in types.items()]
    rows = func.json_to_recordset(bindparam("rows", type_=JSON())).table_valued(*columns)
    return rows.render_derived(name="given_row", with_types=True)


def insert_given_rows(model: Any) -> Insert:
    """Return an INSERT of the given rows, which have every column of the model."""
    names = model.__table__.c.keys()
    return insert(model.__table__).from_select(names, select(select_given_rows(model, *names)), include_defaults=False)


def dump_rows(rows: Iterable[object]) -> str:
    """Return rows, as mappings or dataclasses, in the form of the parameter `rows`; other columns do not matter."""
    return orjson.dumps(list(rows), default=_dump_bytes).decode()


def _dump_bytes(value: object) -> str:
    """Return bytes as PostgreSQL reads them in a text. Raises TypeError for another type."""
    if not isinstance(value, bytes):
        raise TypeError
    return f"\\x{value.hex()}"
