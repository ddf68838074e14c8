"""The SECURITY DEFINER functions, which do what their caller may not do itself, and the rights of database roles."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from services import member_cases
from services.member_cases.card_secrets import hash_secret
from tests import factories
from tests.support.databases import Database
from tests.support.service_calls import call_as
from tests.support.tables import connect_as_application, select_rows

DEFINER_FUNCTIONS = {
    "add_signing_key",
    "append_events",
    "organisation_is_active",
    "recipients",
    "record_key_checks",
    "redeem_card",
    "route_open",
    "suspend_client",
}
OPERATOR_FUNCTIONS = {"change_organisation"}
SELECT_DEFINER_FUNCTIONS = """
select p.proname, p.proowner::regrole::text as owner, p.proconfig, p.proacl::text from pg_proc p
where p.prosecdef and p.pronamespace = 'public'::regnamespace
"""
SELECT_ROLES = (
    "select rolname, rolsuper or rolbypassrls as bypasses_policies from pg_roles where rolname like 'tarian%'"
)
SELECT_OWN_RIGHTS = (
    "select rolcreaterole or rolcreatedb or rolreplication as has_attributes,"
    " array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid) as groups,"
    " (select count(*) from pg_class c where c.relowner = r.oid) as owned"
    " from pg_roles r where rolname = current_user"
)
RECIPIENTS_OF_INCIDENT = "recipients('incident', %s)"
RECIPIENTS_OF_ESCALATION = "recipients('escalation', %s)"
ROUTE_OPEN = "route_open(%s, 'outcome', %s)"
REDEEM_CARD = "redeem_card(%s, %s)"


@pytest.fixture(scope="module")
def parties(shared_database: Database) -> factories.Parties:
    """The organisations that all tests of this module use."""
    return factories.create_parties()


def call_function(database: Database, organisation: UUID | None, call: str, *values: object) -> list[object]:
    """Select the SQL function call as the application acting for the organisation; return its values."""
    with connect_as_application(database, organisation) as connection:
        return [row["value"] for row in connection.execute(f"select {call} as value".encode(), values)]


def test_only_the_listed_functions_run_with_the_rights_of_their_owner(shared_database: Database) -> None:
    with connect_as_application(shared_database, None) as connection:
        functions = connection.execute(SELECT_DEFINER_FUNCTIONS).fetchall()
    assert {function["proname"] for function in functions} == DEFINER_FUNCTIONS | OPERATOR_FUNCTIONS
    for function in functions:
        assert function["owner"] == "tarian_definer"
        assert function["proconfig"] == ["search_path=pg_catalog, public, pg_temp"]
        is_executable = "tarian_app=X/tarian_definer" in function["proacl"]
        assert is_executable == (function["proname"] in DEFINER_FUNCTIONS)
        assert ("tarian_operator=X/tarian_definer" in function["proacl"]) == (function["proname"] in OPERATOR_FUNCTIONS)
        # In an access control list, an entry that begins with `=` grants the right to PUBLIC.
        assert "{=" not in function["proacl"]
        assert ",=" not in function["proacl"]


def test_the_recipients_of_an_incident_are_returned_to_its_recipients_only(
    shared_database: Database, parties: factories.Parties
) -> None:
    incident = factories.create_incident(parties.school)["id"]
    outsiders = [parties.other_school, parties.union, parties.platform, parties.government, None]
    for organisation in outsiders:
        assert call_function(shared_database, organisation, RECIPIENTS_OF_INCIDENT, incident) == []
    recipients = {parties.school, parties.helpline}
    assert set(call_function(shared_database, parties.helpline, RECIPIENTS_OF_INCIDENT, incident)) == recipients
    assert call_function(shared_database, parties.school, RECIPIENTS_OF_ESCALATION, incident) == []


def test_an_agreement_is_reported_to_its_parties_only(shared_database: Database, parties: factories.Parties) -> None:
    unsigned = factories.create_parties_without_agreement()
    now = datetime.now(UTC)
    assert call_function(shared_database, parties.school, ROUTE_OPEN, parties.helpline, now) == [True]
    for organisation in (unsigned.school, unsigned.helpline, None):
        assert call_function(shared_database, organisation, ROUTE_OPEN, parties.helpline, now) == [False]
    assert call_function(shared_database, parties.school, ROUTE_OPEN, unsigned.helpline, now) == [False]


def test_a_card_is_redeemed_only_by_a_union_with_the_right_case_number_and_secret(
    shared_database: Database, parties: factories.Parties
) -> None:
    card, other_card = (
        call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
        for _ in range(2)
    )
    number, other_number = card["case_number"], other_card["case_number"]
    secret_hash, other_secret_hash = hash_secret(card["secret"]), hash_secret(other_card["secret"])
    for organisation in (parties.school, parties.helpline, parties.platform, parties.government, None):
        assert call_function(shared_database, organisation, REDEEM_CARD, number, secret_hash) == [None]
    for wrong in ((number, other_secret_hash), (other_number, secret_hash), ("TC-0000-0000", secret_hash)):
        assert call_function(shared_database, parties.union, REDEEM_CARD, *wrong) == [None]
    assert call_function(shared_database, parties.union, REDEEM_CARD, number, secret_hash) != [None]


def test_no_role_of_the_service_bypasses_row_level_security(shared_database: Database) -> None:
    with connect_as_application(shared_database, None) as connection:
        roles = connection.execute(SELECT_ROLES).fetchall()
    assert {role["rolname"] for role in roles} >= {"tarian_web", "tarian_owner", "tarian_definer", "tarian_auditor"}
    assert not any(role["bypasses_policies"] for role in roles)


def test_the_application_role_owns_no_table_and_belongs_to_one_group_only(shared_database: Database) -> None:
    with connect_as_application(shared_database, None) as connection:
        rights = connection.execute(SELECT_OWN_RIGHTS).fetchone()
    assert rights == {"has_attributes": False, "groups": ["tarian_app"], "owned": 0}


def test_the_auditor_reads_every_event_and_nothing_else(shared_database: Database, parties: factories.Parties) -> None:
    factories.create_incident(parties.school)
    with psycopg.connect(shared_database.auditor_url, autocommit=True) as auditor:
        organisations = auditor.execute("select count(distinct organisation_id) from event").fetchone()
        assert organisations is not None
        assert organisations[0] >= 1
        for table in ("incident", "access", "feed_entry", "subject_locator", "data_key", "person_card", "signing_key"):
            with pytest.raises(InsufficientPrivilege):
                auditor.execute(f"select * from {table}".encode())
        for forbidden in ("delete from event", "select recipients('incident', gen_random_uuid())"):
            with pytest.raises(InsufficientPrivilege):
                auditor.execute(forbidden.encode())


def test_a_connection_acts_for_no_organisation_after_its_transaction(
    shared_database: Database, parties: factories.Parties
) -> None:
    factories.create_incident(parties.school)
    with psycopg.connect(shared_database.app_url, row_factory=psycopg.rows.dict_row) as connection:
        with connection.transaction():
            connection.execute("select set_config('app.organisation', %s, true)", [str(parties.school)])
            assert select_rows(connection, "incident")
        with connection.transaction():
            assert select_rows(connection, "incident") == []
