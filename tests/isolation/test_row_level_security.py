"""The second wall by itself: the application's role, without any verb in between."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from services.policy.actor import Kind
from services.resources.registry import load_specs
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

# The resource through which the rows of a table are read, and the column with its id: from the specifications, and for
# two tables that are no resources themselves.
RESOURCES: Mapping[str, tuple[str, str]] = {
    spec.table_model.__tablename__: spec.parent or (spec.name, "id")
    for spec in load_specs().values()
    if spec.parent or spec.is_queryable
} | {"consent": ("member_case", "member_case_id"), "release_cell": ("release", "release_id")}
# Those of which the generated world has rows.
RESOURCES_IN_WORLD = sorted(table for table, (resource, _) in RESOURCES.items() if resource in LIST_VERBS)
# Owned, and never shared.
OWN: Mapping[str, str] = {
    "access": "organisation_id",
    "event": "organisation_id",
    "feed_entry": "organisation_id",
    "person_card": "owner_id",
    "idempotency_key": "organisation_id",
}
ELSEWHERE = {"subject_locator", "transition", "data_key", "agreement", "agreement_party"}


@pytest.fixture
def database(inhabited: tuple[Database, WorldModel]) -> Database:
    """The database of the world."""
    return inhabited[0]


def test_every_table_is_walled_in_for_its_owner_too_or_on_the_list_of_open_ones(database: Database) -> None:
    open_ = {
        name
        for name, wall in load_row_security(database).items()
        if wall != (True, True) and not name.startswith(JOB_TABLE_PREFIX)
    }
    assert open_ == TABLES_WITHOUT_TENANT
    assert {*list_tenant_tables(database)} == {*RESOURCES, *OWN, *ELSEWHERE}


def test_without_an_organisation_no_row_of_any_tenant_is_there(database: Database) -> None:
    with connect_as_application(database, None) as connection:
        found = {table: select_rows(connection, table) for table in list_tenant_tables(database)}
    public = found.pop("organisation")
    assert public
    assert all(row["listed"] for row in public)
    assert not any(found.values())


@pytest.mark.parametrize("table", RESOURCES_IN_WORLD)
def test_rows_are_those_of_resources_that_may_be_read(database: Database, world: WorldModel, table: str) -> None:
    noun, column = RESOURCES[table]
    seen = {
        one: {row[column] for row in found} for one, found in select_visible_rows(database, world.organisations, table)
    }
    everything: set[UUID] = set().union(*seen.values())
    assert everything, "a world without any says nothing"
    for organisation, found in seen.items():
        assert found == world.readable_ids(noun, organisation) & everything


@pytest.mark.parametrize("table", sorted(OWN))
def test_what_is_never_shared_is_seen_by_its_owner_alone(database: Database, world: WorldModel, table: str) -> None:
    for organisation, found in select_visible_rows(database, world.organisations, table):
        assert all(row[OWN[table]] == organisation for row in found)


def test_sealed_addresses_are_reached_by_who_may_be_told_them(database: Database, world: WorldModel) -> None:
    for organisation, found in select_visible_rows(database, world.organisations, "subject_locator"):
        assert {row["subject_id"] for row in found} == world.readable_ids("locator", organisation)


def test_histories_are_those_of_incidents_and_escalations_that_may_be_read(
    database: Database, world: WorldModel
) -> None:
    for organisation, found in select_visible_rows(database, world.organisations, "transition"):
        for row in found:
            assert row["resource_id"] in world.readable_ids(row["resource"], organisation)


def test_data_keys_are_reached_with_the_resource_that_they_seal(database: Database, world: WorldModel) -> None:
    nouns = ("incident", "escalation", "member_case", "oversight", "release", "locator")
    for organisation, found in select_visible_rows(database, world.organisations, "data_key"):
        mine = set().union(*(world.readable_ids(noun, organisation) for noun in nouns))
        assert {row["resource_id"] for row in found} <= mine


def test_a_party_sees_its_agreements_and_itself_in_them_and_the_keeper_all_parties(
    database: Database, world: WorldModel
) -> None:
    signed = {
        one: {keeper for keeper, parties in world.agreements.items() if one in parties} for one in world.organisations
    }
    for organisation, found in select_visible_rows(database, world.organisations, "agreement"):
        assert {row["owner_id"] for row in found} == signed[organisation]
    for organisation, found in select_visible_rows(database, world.organisations, "agreement_party"):
        kept = world.agreements.get(organisation, set())
        itself = {organisation} if signed[organisation] else set()
        assert {row["organisation_id"] for row in found} == kept | itself


def test_no_school_finds_a_union_anywhere_in_what_its_rows_hold(database: Database, world: WorldModel) -> None:
    unions = {str(union) for union in world.list_of_kind(Kind.UNION)}
    for _, found in select_visible_rows(database, world.list_of_kind(Kind.SCHOOL), *list_tenant_tables(database)):
        text = repr(found)
        assert not any(union in text for union in unions)
