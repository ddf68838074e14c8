"""Create the roles and databases of an embedded cluster, as an administrator does by hand on another server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier, Literal

GROUP_ROLES = ("tarian_app", "tarian_migrator", "tarian_definer", "tarian_auditor", "tarian_operator")
LOGIN_ROLES = {"owner": "tarian_owner", "app": "tarian_web", "auditor": "tarian_audit", "operator": "tarian_ops"}
OWNER_ROLE = LOGIN_ROLES["owner"]
DATABASE_NAME = "tarian"

# The owner uses the privileges of the first two groups. It may grant the others, but does not have their privileges.
# An operator has the privileges of the application too: commands call the same verbs.
MEMBERSHIPS = (
    "grant tarian_migrator, tarian_definer to tarian_owner with admin true, inherit true, set true",
    "grant tarian_app, tarian_auditor, tarian_operator to tarian_owner with admin true, inherit false, set false",
    "grant tarian_app to tarian_web",
    "grant tarian_app, tarian_operator to tarian_ops",
    "grant tarian_auditor to tarian_audit",
)

SuperuserConnection: TypeAlias = Connection[TupleRow]


def create_roles(connection: SuperuserConnection, passwords: Mapping[str, str]) -> None:
    """Create all missing roles with their memberships; do nothing if none is missing.

    Args:
        passwords: the password of each key in LOGIN_ROLES.
    """
    existing = {name for (name,) in connection.execute("select rolname from pg_roles")}
    if existing.issuperset({*GROUP_ROLES, *LOGIN_ROLES.values()}):
        return
    with connection.transaction():
        for group in (group for group in GROUP_ROLES if group not in existing):
            connection.execute(SQL("create role {} nologin").format(Identifier(group)))
        for login, name in LOGIN_ROLES.items():
            if name not in existing:
                _create_login_role(connection, name, passwords[login])
        for membership in MEMBERSHIPS:
            connection.execute(membership.encode())


def _create_login_role(connection: SuperuserConnection, name: str, password: str) -> None:
    """Create a role that can log in and cannot bypass row-level security; only the owner may create roles."""
    attributes = SQL("createrole") if name == OWNER_ROLE else SQL("nocreaterole")
    connection.execute(
        SQL("create role {} login nosuperuser nobypassrls {} password {}").format(
            Identifier(name), attributes, Literal(password)
        )
    )


def database_exists(connection: SuperuserConnection, name: str) -> bool:
    """Return whether the cluster has a database of this name."""
    return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def create_database(connection: SuperuserConnection, name: str, template: str) -> None:
    """Create a database that belongs to the owner role, as does its schema public."""
    connection.execute(
        SQL("create database {} owner {} template {}").format(
            Identifier(name), Identifier(OWNER_ROLE), Identifier(template)
        )
    )


def restrict_connections(connection: SuperuserConnection, name: str) -> None:
    """Allow only the owner, the service and the auditor to connect to a database."""
    database = Identifier(name)
    with connection.transaction():
        connection.execute(SQL("revoke all on database {} from public").format(database))
        connection.execute(SQL("grant connect, temporary on database {} to tarian_app").format(database))
        connection.execute(SQL("grant connect on database {} to tarian_auditor").format(database))


def drop_database(connection: SuperuserConnection, name: str) -> None:
    """Drop a database if it exists, and end its connections."""
    connection.execute(SQL("drop database if exists {} with (force)").format(Identifier(name)))
