"""The roles and databases of an embedded cluster: what a real server's administrator would set up by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

GROUPS = ("tarian_app", "tarian_migrator", "tarian_definer", "tarian_auditor")
LOGINS = {"owner": "tarian_owner", "app": "tarian_web", "auditor": "tarian_audit"}
OWNER = LOGINS["owner"]
DATABASE = "tarian"

# The owner acts as the first two, and may let others into the last two without being one of them.
MEMBERSHIPS = (
    "grant tarian_migrator, tarian_definer to tarian_owner with admin true, inherit true, set true",
    "grant tarian_app, tarian_auditor to tarian_owner with admin true, inherit false, set false",
    "grant tarian_app to tarian_web",
    "grant tarian_auditor to tarian_audit",
)

Connected = Connection[tuple[Any, ...]]


def prepare(connection: Connected, passwords: Mapping[str, str]) -> None:
    """Every role, with its memberships; nothing changes where they are there already."""
    present = {name for (name,) in connection.execute("select rolname from pg_roles")}
    if present.issuperset({*GROUPS, *LOGINS.values()}):
        return
    with connection.transaction():
        for group in (group for group in GROUPS if group not in present):
            connection.execute(SQL("create role {} nologin").format(Identifier(group)))
        for login, name in LOGINS.items():
            if name not in present:
                _create_login(connection, name, passwords[login])
        for membership in MEMBERSHIPS:
            connection.execute(membership.encode())


def _create_login(connection: Connected, name: str, password: str) -> None:
    attributes = SQL("createrole") if name == OWNER else SQL("nocreaterole")
    connection.execute(
        SQL("create role {} login nosuperuser nobypassrls {} password {}").format(
            Identifier(name), attributes, Literal(password)
        )
    )


def has_database(connection: Connected, name: str) -> bool:
    """Whether there is a database of this name."""
    return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def create_database(connection: Connected, name: str, template: str) -> None:
    """A database of the owner, who by PostgreSQL's rule has its schema public too."""
    connection.execute(
        SQL("create database {} owner {} template {}").format(Identifier(name), Identifier(OWNER), Identifier(template))
    )


def close_to_others(connection: Connected, name: str) -> None:
    """Nobody connects to the database but its owner, the service and the auditor."""
    database = Identifier(name)
    with connection.transaction():
        connection.execute(SQL("revoke all on database {} from public").format(database))
        connection.execute(SQL("grant connect, temporary on database {} to tarian_app").format(database))
        connection.execute(SQL("grant connect on database {} to tarian_auditor").format(database))


def drop_database(connection: Connected, name: str) -> None:
    """The database is gone, whoever was connected."""
    connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))
