"""Direct SQL on the tables, with the rights of the application's role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from services.core.tenant_ids import invert_tenant_id
from tests.support.databases import Database

Row = dict[str, Any]
SET_ORGANISATION = "select set_config('app.organisation', %s, true), set_config('app.registration', %s, true)"
# These hold only keys, counters and codes, no rows of a tenant, and so they have no row-level security.
TABLES_WITHOUT_TENANT = {
    "alembic_version",
    "assertion_jti",
    "feed_head",
    "installation",
    "oauth_client",
    "rate_limit_counter",
    "signing_key",
    "subject",
    "token_denylist",
}
JOB_TABLE_PREFIX = "procrastinate_"
ROW_SECURITY = "select relname, relrowsecurity, relforcerowsecurity from pg_class where relkind in ('r', 'p')"


@contextmanager
def connect_as_application(database: Database, organisation: UUID | None) -> Iterator[psycopg.Connection[Row]]:
    """Connect as the application acting for an organisation; the transaction is rolled back at the end."""
    with psycopg.connect(database.app_url, row_factory=dict_row) as connection:
        set_organisation(connection, organisation)
        yield connection
        connection.rollback()


def set_organisation(connection: psycopg.Connection[Any], organisation: UUID | None) -> None:
    """Let the transaction act for an organisation, by its tenant id, or for none."""
    registration = invert_tenant_id(organisation) if organisation else None
    connection.execute(SET_ORGANISATION, [str(organisation or ""), str(registration or "")])


def select_visible_rows(
    database: Database, organisations: Iterable[UUID], *tables: str
) -> Iterator[tuple[UUID, list[Row]]]:
    """Yield each organisation with the rows that it sees in these tables; all share one connection, as in a pool."""
    with psycopg.connect(database.app_url, row_factory=dict_row) as connection:
        for organisation in organisations:
            set_organisation(connection, organisation)
            yield organisation, [row for table in tables for row in select_rows(connection, table)]
            connection.rollback()


def load_row_security(database: Database) -> dict[str, tuple[bool, bool]]:
    """Return for each table whether it has row-level security, and whether that is forced on its owner."""
    with connect_as_application(database, None) as connection:
        rows = connection.execute(f"{ROW_SECURITY} and relnamespace = 'public'::regnamespace").fetchall()
    return {row["relname"]: (row["relrowsecurity"], row["relforcerowsecurity"]) for row in rows}


def list_tenant_tables(database: Database) -> list[str]:
    """Return the tables in which every row belongs to an organisation."""
    return sorted(
        name
        for name in load_row_security(database)
        if name not in TABLES_WITHOUT_TENANT and not name.startswith(JOB_TABLE_PREFIX)
    )


def select_rows(connection: psycopg.Connection[Row], table: str) -> list[Row]:
    """Return the rows of a table that the connection sees, in an order that does not depend on insertion."""
    return sorted(connection.execute(SQL("select * from {}").format(Identifier(table))).fetchall(), key=repr)
