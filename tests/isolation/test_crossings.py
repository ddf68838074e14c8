"""The three functions that cross from one organisation to another, and the roles around them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
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

CROSSINGS = {"recipients", "redeem_card", "route_open"}
DEFINERS = """
select p.proname, p.proowner::regrole::text as owner, p.proconfig, p.proacl::text from pg_proc p
where p.prosecdef and p.pronamespace = 'public'::regnamespace
"""


@pytest.fixture(scope="module")
def parties(shared_database: Database) -> factories.Parties:
    """One for all tests."""
    return factories.create_parties()


def asked(database: Database, organisation: UUID | None, question: str, *values: Any) -> list[Any]:
    with connect_as_application(database, organisation) as connection:
        return [row["answer"] for row in connection.execute(f"select {question} as answer".encode(), values)]


def test_only_these_three_run_with_other_rights_than_the_callers(shared_database: Database) -> None:
    with connect_as_application(shared_database, None) as connection:
        found = connection.execute(DEFINERS).fetchall()
    assert {row["proname"] for row in found} == CROSSINGS
    for row in found:
        assert row["owner"] == "tarian_definer"
        assert row["proconfig"] == ["search_path=pg_catalog, public, pg_temp"]
        assert "tarian_app=X/tarian_definer" in row["proacl"]
        # An entry without a role before the sign would be PUBLIC.
        assert "{=" not in row["proacl"]
        assert ",=" not in row["proacl"]


def test_recipients_are_told_to_those_among_them_only(shared_database: Database, parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)["id"]
    outsiders = [parties.other_school, parties.union, parties.platform, parties.government, None]
    for organisation in outsiders:
        assert asked(shared_database, organisation, "recipients('incident', %s)", incident) == []
    assert set(asked(shared_database, parties.helpline, "recipients('incident', %s)", incident)) == {
        parties.school,
        parties.helpline,
    }
    assert asked(shared_database, parties.school, "recipients('escalation', %s)", incident) == []


def test_a_route_is_told_to_its_two_ends_only(shared_database: Database, parties: factories.Parties) -> None:
    unsigned = factories.create_parties_without_agreement()
    question = "route_open(%s, 'outcome', %s)"
    now = datetime.now(UTC)
    assert asked(shared_database, parties.school, question, parties.helpline, now) == [True]
    for organisation in (unsigned.school, unsigned.helpline, None):
        assert asked(shared_database, organisation, question, parties.helpline, now) == [False]
    assert asked(shared_database, parties.school, question, unsigned.helpline, now) == [False]


def test_a_card_is_taken_from_a_union_only_and_from_it_only_when_it_is_right(
    shared_database: Database, parties: factories.Parties
) -> None:
    card = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    other = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    right, foreign = hash_secret(card["secret"]), hash_secret(other["secret"])
    question = "redeem_card(%s, %s)"
    for organisation in (parties.school, parties.helpline, parties.platform, parties.government, None):
        assert asked(shared_database, organisation, question, card["case_number"], right) == [None]
    for number, secret in ((card["case_number"], foreign), (other["case_number"], right), ("TC-0000-0000", right)):
        assert asked(shared_database, parties.union, question, number, secret) == [None]
    assert asked(shared_database, parties.union, question, card["case_number"], right) != [None]


def test_no_role_of_ours_passes_by_the_policies(shared_database: Database) -> None:
    roles = "select rolname, rolsuper or rolbypassrls as free from pg_roles where rolname like 'tarian%'"
    with connect_as_application(shared_database, None) as connection:
        found = connection.execute(roles).fetchall()
    assert {row["rolname"] for row in found} >= {"tarian_web", "tarian_owner", "tarian_definer", "tarian_auditor"}
    assert not any(row["free"] for row in found)


def test_the_applications_role_owns_nothing_and_is_nothing_but_the_application(shared_database: Database) -> None:
    itself = (
        "select rolcreaterole or rolcreatedb or rolreplication as able,"
        " array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid) as groups,"
        " (select count(*) from pg_class c where c.relowner = r.oid) as owned"
        " from pg_roles r where rolname = current_user"
    )
    with connect_as_application(shared_database, None) as connection:
        role = connection.execute(itself.encode()).fetchone()
    assert role == {"able": False, "groups": ["tarian_app"], "owned": 0}


def test_the_auditor_reads_every_event_and_nothing_else(shared_database: Database, parties: factories.Parties) -> None:
    factories.create_incident(parties.school)
    with psycopg.connect(shared_database.auditor_url, autocommit=True) as auditor:
        seen = auditor.execute("select count(distinct organisation_id) from event").fetchone()
        assert seen is not None
        assert seen[0] >= 1
        for table in ("incident", "access", "feed_entry", "subject_locator", "data_key", "person_card", "signing_key"):
            with pytest.raises(InsufficientPrivilege):
                auditor.execute(f"select * from {table}".encode())
        for forbidden in ("delete from event", "select recipients('incident', gen_random_uuid())"):
            with pytest.raises(InsufficientPrivilege):
                auditor.execute(forbidden.encode())


def test_a_connection_that_comes_back_from_the_pool_acts_for_nobody(
    shared_database: Database, parties: factories.Parties
) -> None:
    factories.create_incident(parties.school)
    with psycopg.connect(shared_database.app_url, row_factory=psycopg.rows.dict_row) as connection:
        with connection.transaction():
            connection.execute("select set_config('app.organisation', %s, true)", [str(parties.school)])
            assert select_rows(connection, "incident")
        with connection.transaction():
            assert select_rows(connection, "incident") == []
