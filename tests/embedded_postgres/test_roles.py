"""The roles of the embedded cluster are those that a careful administrator would make."""

from __future__ import annotations

from typing import Literal

import psycopg
import pytest

from services.embedded_postgres import Cluster

Role = Literal["app", "owner", "auditor"]
ROLES: tuple[Role, ...] = ("app", "owner", "auditor")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_who_gets_an_address_is_superuser_or_passes_row_security(cluster: Cluster, role: Role) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        rights = connection.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolreplication from pg_roles where rolname = current_user"
        ).fetchone()
    assert rights == (False, False, False, False)


@pytest.mark.parametrize(
    ("role", "member_of"),
    [
        ("app", {"tarian_app"}),
        ("owner", {"tarian_migrator", "tarian_definer"}),
        ("auditor", {"tarian_auditor"}),
    ],
)
def test_each_role_has_the_privileges_of_its_groups_only(cluster: Cluster, role: Role, member_of: set[str]) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        groups = connection.execute(
            "select rolname from pg_roles where pg_has_role(rolname, 'usage') and rolname <> current_user"
        ).fetchall()
    assert {name for (name,) in groups} - {"pg_database_owner"} == member_of


def test_the_owner_has_the_schema_and_may_create_roles(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("create table mine (id int)")
        connection.execute("create role made_by_the_owner")
        connection.rollback()


@pytest.mark.parametrize("role", ["app", "auditor"])
def test_the_others_make_no_tables_and_no_roles(cluster: Cluster, role: Role) -> None:
    with psycopg.connect(cluster.url(role), autocommit=True) as connection:
        for statement in ("create table theirs (id int)", "create role theirs", "create database theirs"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_service_does_not_own_what_the_migrations_made(cluster: Cluster, template: str) -> None:
    with psycopg.connect(cluster.url("owner", template)) as connection:
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
    assert owners == [("tarian_owner",)]
