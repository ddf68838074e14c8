"""Row-level security by itself: the rows that the application's database role sees, without the service's queries."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from services.policy.actor import Kind
from services.resources.registry import load_specs
from tests.factories.parties import get_registered_id
from tests.support.databases import Database
from tests.support.tables import (
    JOB_TABLE_PREFIX,
    TABLES_WITHOUT_TENANT,
    connect_as_application,
    list_tenant_tables,
    load_row_security,
    select_rows,
    select_visible_rows,
)
from tests.support.visible_resources import LIST_VERBS
from tests.support.world_model import WorldModel

# For each table the resource that decides who reads its rows, and the column with that resource's id. The
# specifications tell them for resources; the last two tables are not resources themselves.
RESOURCES: Mapping[str, tuple[str, str]] = {
    spec.table_model.__tablename__: spec.parent or (spec.name, "id")
    for spec in load_specs().values()
    if spec.parent or spec.is_queryable
} | {"consent": ("member_case", "member_case_id"), "release_cell": ("release", "release_id")}
# The tables of which the generated world has rows.
TABLES_IN_WORLD = sorted(table for table, (resource, _) in RESOURCES.items() if resource in LIST_VERBS)
# Tables whose rows are never shared, and the column with the owner.
UNSHARED_TABLES: Mapping[str, str] = {
    "access": "organisation_id",
    "event": "organisation_id",
    "feed_entry": "organisation_id",
    "person_card": "owner_id",
    "idempotency_key": "organisation_id",
}
# Tables that have a test of their own below.
OTHER_TABLES = {"subject_locator", "transition", "data_key", "agreement", "agreement_party"}
RESOURCES_WITH_DATA_KEYS = ("incident", "escalation", "member_case", "oversight", "release", "locator")


def test_row_level_security_is_forced_on_every_table_with_rows_of_tenants(world_database: Database) -> None:
    unprotected = {
        name
        for name, row_security in load_row_security(world_database).items()
        if row_security != (True, True) and not name.startswith(JOB_TABLE_PREFIX)
    }
    assert unprotected == TABLES_WITHOUT_TENANT
    assert {*list_tenant_tables(world_database)} == {*RESOURCES, *UNSHARED_TABLES, *OTHER_TABLES}


def test_a_connection_without_an_organisation_sees_listed_organisations_only(world_database: Database) -> None:
    with connect_as_application(world_database, None) as connection:
        rows_by_table = {table: select_rows(connection, table) for table in list_tenant_tables(world_database)}
    organisations = rows_by_table.pop("organisation")
    assert organisations
    assert all(row["listed"] for row in organisations)
    assert not any(rows_by_table.values())


@pytest.mark.parametrize("table", TABLES_IN_WORLD)
def test_an_organisation_sees_exactly_the_rows_of_resources_that_it_may_read(
    world_database: Database, world: WorldModel, table: str
) -> None:
    resource, column = RESOURCES[table]
    visible_ids = {
        organisation: {row[column] for row in rows}
        for organisation, rows in select_visible_rows(world_database, world.organisations, table)
    }
    all_ids: set[UUID] = set().union(*visible_ids.values())
    assert all_ids, "the world has no row of this table"
    for organisation, ids in visible_ids.items():
        assert ids == world.readable_ids(resource, organisation) & all_ids


@pytest.mark.parametrize("table", sorted(UNSHARED_TABLES))
def test_rows_that_are_never_shared_are_visible_to_their_owner_only(
    world_database: Database, world: WorldModel, table: str
) -> None:
    for organisation, rows in select_visible_rows(world_database, world.organisations, table):
        assert all(row[UNSHARED_TABLES[table]] == organisation for row in rows)


def test_encrypted_locators_are_visible_to_organisations_that_may_read_them_only(
    world_database: Database, world: WorldModel
) -> None:
    for organisation, rows in select_visible_rows(world_database, world.organisations, "subject_locator"):
        assert {row["subject_id"] for row in rows} == world.readable_ids("locator", organisation)


def test_transitions_are_visible_only_with_the_incident_or_escalation_that_they_change(
    world_database: Database, world: WorldModel
) -> None:
    for organisation, rows in select_visible_rows(world_database, world.organisations, "transition"):
        for row in rows:
            assert row["resource_id"] in world.readable_ids(row["resource"], organisation)


def test_data_keys_are_visible_only_with_the_resource_that_they_encrypt(
    world_database: Database, world: WorldModel
) -> None:
    for organisation, rows in select_visible_rows(world_database, world.organisations, "data_key"):
        readable = set().union(*(world.readable_ids(resource, organisation) for resource in RESOURCES_WITH_DATA_KEYS))
        assert {row["resource_id"] for row in rows} <= readable


def test_a_party_sees_its_agreements_and_itself_in_them_and_the_helpline_sees_all_parties(
    world_database: Database, world: WorldModel
) -> None:
    helplines_by_party = {
        organisation: {helpline for helpline, parties in world.agreements.items() if organisation in parties}
        for organisation in world.organisations
    }
    for organisation, rows in select_visible_rows(world_database, world.organisations, "agreement"):
        assert {row["owner_id"] for row in rows} == helplines_by_party[organisation]
    for organisation, rows in select_visible_rows(world_database, world.organisations, "agreement_party"):
        own_parties = {get_registered_id(party) for party in world.agreements.get(organisation, set())}
        own_entry = {get_registered_id(organisation)} if helplines_by_party[organisation] else set()
        assert {row["organisation_id"] for row in rows} == own_parties | own_entry


def test_no_row_that_a_school_sees_contains_the_id_of_a_union(world_database: Database, world: WorldModel) -> None:
    unions = {str(union) for union in world.list_of_kind(Kind.UNION)}
    schools = world.list_of_kind(Kind.SCHOOL)
    for _, rows in select_visible_rows(world_database, schools, *list_tenant_tables(world_database)):
        text = repr(rows)
        assert not any(union in text for union in unions)
