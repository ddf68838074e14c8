"""The roles of the embedded cluster have no more privileges than they need."""

from __future__ import annotations

import psycopg
import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.cluster import LoginRole

ROLES: tuple[LoginRole, ...] = ("app", "owner", "auditor")


@pytest.mark.parametrize("role", ROLES)
def test_no_login_role_is_superuser_or_bypasses_row_level_security(cluster: Cluster, role: LoginRole) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        attributes = connection.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolreplication from pg_roles where rolname = current_user"
        ).fetchone()
    assert attributes == (False, False, False, False)


@pytest.mark.parametrize(
    ("role", "expected_groups"),
    [
        ("app", {"tarian_app"}),
        ("owner", {"tarian_migrator", "tarian_definer"}),
        ("auditor", {"tarian_auditor"}),
    ],
)
def test_each_login_role_has_the_privileges_of_its_groups_only(
    cluster: Cluster, role: LoginRole, expected_groups: set[str]
) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        groups = connection.execute(
            "select rolname from pg_roles where pg_has_role(rolname, 'usage') and rolname <> current_user"
        ).fetchall()
    assert {name for (name,) in groups} - {"pg_database_owner"} == expected_groups


def test_the_owner_may_create_tables_and_roles(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("create table owned (id int)")
        connection.execute("create role created_by_owner")
        connection.rollback()


@pytest.mark.parametrize("role", ["app", "auditor"])
def test_the_other_roles_may_not_create_tables_roles_or_databases(cluster: Cluster, role: LoginRole) -> None:
    with psycopg.connect(cluster.url(role), autocommit=True) as connection:
        for statement in ("create table refused (id int)", "create role refused", "create database refused"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_all_tables_belong_to_the_owner(cluster: Cluster, template: str) -> None:
    with psycopg.connect(cluster.url("owner", template)) as connection:
        owners = connection.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
    assert owners == [("tarian_owner",)]
