"""Context managers that disable one of the two isolation layers: each must isolate organisations without the other.

The layers are the visibility conditions in the service's queries, and row-level security in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from unittest.mock import patch

import psycopg
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier
from sqlalchemy import ColumnElement, true

from services.access import visibility
from services.core import compiled_statements
from tests.support.databases import Database

TABLES_WITH_ROW_LEVEL_SECURITY = (
    "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1"
)


@contextmanager
def with_both_layers(_database: Database) -> Iterator[None]:
    """Keep both layers, as in production."""
    yield


@contextmanager
def without_visibility_conditions(_database: Database) -> Iterator[None]:
    """Replace every visibility condition by `true`, so that only row-level security isolates."""

    def match_every_row(*_: object) -> ColumnElement[bool]:
        return true()

    with (
        patch.object(visibility, "own_access_rows", match_every_row),
        patch.object(visibility, "visible_to", match_every_row),
        patch.object(visibility, "has_access", match_every_row),
        patch.object(visibility, "has_access_by_lookup", match_every_row),
    ):
        compiled_statements.clear_compiled_statements()
        try:
            yield
        finally:
            compiled_statements.clear_compiled_statements()


@contextmanager
def without_row_level_security(database: Database) -> Iterator[None]:
    """Disable row-level security on every table, so that only the visibility conditions isolate."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        tables = [name for (name,) in owner.execute(TABLES_WITH_ROW_LEVEL_SECURITY)]
        _alter_row_level_security(owner, tables, "disable")
        try:
            yield
        finally:
            _alter_row_level_security(owner, tables, "enable")


@contextmanager
def without_isolation(database: Database) -> Iterator[None]:
    """Disable both layers, to show that the tests detect a missing one."""
    with without_visibility_conditions(database), without_row_level_security(database):
        yield


def _alter_row_level_security(owner: psycopg.Connection[TupleRow], tables: list[str], action: str) -> None:
    """Run `alter table ... enable` (or `disable`) `row level security` on the tables."""
    assert tables
    for table in tables:
        owner.execute(SQL("alter table {} {} row level security").format(Identifier(table), SQL(action)))


IsolationMode = Callable[[Database], AbstractContextManager[None]]
BOTH_LAYERS = "both layers"
ISOLATION_MODES: dict[str, IsolationMode] = {
    BOTH_LAYERS: with_both_layers,
    "row-level security only": without_visibility_conditions,
    "visibility conditions only": without_row_level_security,
}
