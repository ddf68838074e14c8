"""Statements for any number of rows: each parameter is an array with one element a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Insert, TableValuedAlias, bindparam, column, func, insert, select


def unnest_rows(model: Any, *names: str, **others: Any) -> TableValuedAlias:
    """Return the rows of array parameters as a table, to join or insert; build their values with `to_arrays`.

    Args:
        names: columns of the model; a parameter has the name and the type of its column.
        others: further parameters, each with a column of the same type.
    """
    types = {name: model.__table__.c[name].type for name in names} | {name: like.type for name, like in others.items()}
    arrays = [bindparam(name, type_=ARRAY(type_)) for name, type_ in types.items()]
    columns = [column(name, type_) for name, type_ in types.items()]
    return func.unnest(*arrays).table_valued(*columns).render_derived(name="new_row")


def insert_rows(model: Any, *names: str) -> Insert:
    """Return an INSERT of these columns of any number of rows."""
    rows = select(unnest_rows(model, *names))
    return insert(model.__table__).from_select(names, rows, include_defaults=False)


def to_arrays(names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return these columns of the rows, each as an array by its name."""
    return {name: [row[name] for row in rows] for name in names}
