"""The two walls, and how to take one of them away: each has to keep everything in by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import ColumnElement, true

from services.access import visibility
from services.core import statements
from tests.support.databases import Database

TABLES_WITH_ROW_LEVEL_SECURITY = (
    "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1"
)


@contextmanager
def with_both(_database: Database) -> Iterator[None]:
    """As it runs."""
    yield


@contextmanager
def without_visibility_conditions(_database: Database) -> Iterator[None]:
    """Every visibility expression says: everything."""

    def everything(*_: Any) -> ColumnElement[bool]:
        return true()

    with (
        patch.object(visibility, "own_access_rows", everything),
        patch.object(visibility, "visible_to", everything),
        patch.object(visibility, "has_access", everything),
    ):
        statements.clear_compiled_statements()
        try:
            yield
        finally:
            statements.clear_compiled_statements()


@contextmanager
def without_row_level_security(database: Database) -> Iterator[None]:
    """The database applies no policy to anybody."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        tables = [name for (name,) in owner.execute(TABLES_WITH_ROW_LEVEL_SECURITY)]
        _switch(owner, tables, "disable")
        try:
            yield
        finally:
            _switch(owner, tables, "enable")


@contextmanager
def without_isolation(database: Database) -> Iterator[None]:
    """To see that the tests would notice."""
    with without_visibility_conditions(database), without_row_level_security(database):
        yield


def _switch(owner: psycopg.Connection[Any], tables: list[str], to: str) -> None:
    assert tables
    for table in tables:
        owner.execute(SQL("alter table {} {} row level security").format(Identifier(table), SQL(to)))


IsolationMode = Callable[[Database], AbstractContextManager[None]]
ISOLATION_MODES: dict[str, IsolationMode] = {
    "both walls": with_both,
    "row-level security alone": without_visibility_conditions,
    "policy alone": without_row_level_security,
}
