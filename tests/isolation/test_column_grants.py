"""The rights of the application's role, column by column: PostgreSQL refuses everything else."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from services.resources.registry import load_specs
from tests import factories
from tests.support.databases import Database
from tests.support.tables import JOB_TABLE_PREFIX, Row, connect_as_application

# The columns that the application changes after a row was inserted. Tables that are not listed cannot be updated.
UPDATABLE: Mapping[str, set[str]] = {
    # What reporter and helpline correct, and the course of the case.
    "incident": {
        *("external_id", "external_id_index"),
        *("school_id", "school_confirmed", "summary_neutral", "harm_categories", "priority", "in_app_report"),
        *("first_seen_at", "view_band", "allegation_flag", "state", "accepted_at", "closure_reason"),
        *("external_id", "external_id_index", "updated_at", "version"),
    },
    # The outcome as its reporter sees it; subject_id when newer link rules find that two subjects are the same.
    "incident_subject": {
        *("escalation_state", "tier", "due_ack_at", "due_decision_at", "outcome_code", "decline_reason", "outcome_at"),
        *("verification", "wording", "subject_id", "updated_at"),
    },
    # The course of an escalation, the reference that the platform gives it, and the harms of the subjects left in it.
    "escalation": {
        *("harm_categories", "suspected_minor"),
        *("source_incident_count_band", "state", "platform_case_ref", "platform_case_ref_index", "sent_at"),
        *("due_ack_at", "due_decision_at", "updated_at", "version"),
    },
    # The acceptance from which the deadlines of a subject in a queued escalation run.
    "escalation_subject": {"source_accepted_at"},
    "notice": {"state", "sent_at", "updated_at"},
    # A new card takes the place of the old one.
    "person_card": {"case_number", "secret_hash", "updated_at"},
    "oversight": {"in_force", "updated_at", "version"},
    # A card links the case to its incident.
    "member_case": {"incident_id", "updated_at", "version"},
    # Keyed hashes, computed again by newer link rules.
    "subject": {"canonical_key", "canon_version", "platform", "type", "same_as"},
    # The stored response; a key that has expired begins anew.
    "idempotency_key": {"request", "resource", "resource_id", "response", "created_at"},
    "rate_limit_counter": {"period_start", "count"},
    # Only for the row locks of `delete ... skip locked`.
    "assertion_jti": {"expires_at"},
    "token_denylist": {"expires_at"},
}
# Tables into which the application inserts. Row-level security limits the rows.
INSERTABLE = {
    *("access", "data_key", "subject", "subject_locator", "incident", "incident_subject", "person_card"),
    *("escalation", "escalation_subject", "notice", "decision", "decision_subject", "verification"),
    *("member_case", "consent", "oversight", "transition", "release", "release_cell"),
    *("idempotency_key", "rate_limit_counter", "assertion_jti", "token_denylist"),
}
# A new resource need not be listed: row-level security limits what is inserted, and nothing of it can be changed.
RESOURCE_TABLES = {
    spec.table_model.__tablename__ for spec in load_specs().values() if spec.parent or spec.is_queryable
} - {"organisation"}
# A subject without a report behind it drops out of an escalation that was not sent yet.
DELETABLE = {"escalation_subject", "idempotency_key", "assertion_jti", "token_denylist"}
SELECT_COLUMNS = """
select c.relname as table_name, array_agg(a.attname::text order by a.attnum) as columns
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
group by c.relname
"""
# What the second wall exists for, each as an attacker with the rights of the web role would try it.
FORGERIES = (
    "update organisation set kind = 'helpline'",
    "update organisation set nations = '{ENG,WLS,SCT,NIR}'",
    "update organisation set status = 'active'",
    "insert into organisation select * from organisation",
    "select change_organisation(gen_random_uuid(), 'active', 'helpline', now())",
    "insert into agreement select * from agreement",
    "update agreement set status = 'signed', valid_to = null",
    "insert into agreement_party select * from agreement_party",
    "update oauth_client set active = true",
    "update oauth_client set epoch = 1",
    "insert into oauth_client select * from oauth_client",
    "insert into signing_key select * from signing_key",
    "update feed_head set last_seq = 0",
    "insert into feed_head values (gen_random_uuid(), 0, 1)",
    "insert into feed_entry select * from feed_entry",
    "insert into event select * from event",
    "delete from event",
    "update installation set environment = 'sandbox'",
)


@pytest.fixture(scope="module")
def columns_by_table(shared_database: Database) -> Mapping[str, list[str]]:
    """The columns of every table, except those of the job queue."""
    with connect_as_application(shared_database, None) as connection:
        rows = connection.execute(SELECT_COLUMNS).fetchall()
    return {row["table_name"]: row["columns"] for row in rows if not row["table_name"].startswith(JOB_TABLE_PREFIX)}


def is_refused(connection: psycopg.Connection[Row], statement: SQL | psycopg.sql.Composed) -> bool:
    """Return True if PostgreSQL refuses the statement for want of a privilege."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except InsufficientPrivilege:
        return True
    except psycopg.Error:
        # Another error: the privilege was there.
        return False
    return False


def test_only_the_listed_columns_can_be_updated(
    shared_database: Database, columns_by_table: Mapping[str, list[str]]
) -> None:
    statement = SQL("update {table} set {column} = {column} where false")
    with connect_as_application(shared_database, uuid4()) as connection:
        allowed = {
            table: {
                column
                for column in columns
                if not is_refused(connection, statement.format(table=Identifier(table), column=Identifier(column)))
            }
            for table, columns in columns_by_table.items()
        }
    assert {table: columns for table, columns in allowed.items() if columns} == UPDATABLE


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("insert into {table} select * from {table} where false", INSERTABLE),
        ("delete from {table} where false", DELETABLE),
    ],
)
def test_only_the_listed_tables_can_be_inserted_into_and_deleted_from(
    shared_database: Database, columns_by_table: Mapping[str, list[str]], statement: str, allowed: set[str]
) -> None:
    with connect_as_application(shared_database, uuid4()) as connection:
        found = {
            table
            for table in columns_by_table
            if not is_refused(connection, SQL(statement).format(table=Identifier(table)))
        }
    assert allowed <= found <= (allowed | RESOURCE_TABLES if allowed is INSERTABLE else allowed)


@pytest.mark.parametrize("statement", FORGERIES)
def test_what_only_operators_and_listed_functions_may_write_is_refused(
    shared_database: Database, statement: str
) -> None:
    with (
        connect_as_application(shared_database, uuid4()) as connection,
        pytest.raises(InsufficientPrivilege, match="permission denied"),
    ):
        connection.execute(statement.encode())


APPEND_ONE_EVENT = """
select append_events('client', array[gen_random_uuid()], '{incident.amended}', '{incident}', array[%s::uuid], '{1}',
  array[null::uuid], '{"{}"}', array[now()], array[''::bytea], array[%s], '{"{}"}', '{1}', array[%s::uuid])
  as is_complete
"""
COUNT_ENTRIES = "select count(*) as entries from feed_entry where resource_id = %s"


@pytest.mark.parametrize("to_all_readers", [True, False])
def test_an_organisation_cannot_write_into_the_feeds_of_those_who_do_not_share_its_resource(
    shared_database: Database, to_all_readers: bool
) -> None:
    """Given an incident of a school; when others name it and each other as audience; then no feed but theirs grows."""
    parties = factories.create_parties()
    incident_id = factories.create_incident(parties.school)["id"]
    with connect_as_application(shared_database, parties.other_school) as connection:
        connection.execute(APPEND_ONE_EVENT, [incident_id, to_all_readers, parties.platform])
        connection.commit()
    entries = {}
    for name in ("school", "helpline", "platform", "union"):
        with connect_as_application(shared_database, getattr(parties, name)) as connection:
            entries[name] = connection.execute(COUNT_ENTRIES, [incident_id]).fetchall()[0]["entries"]
    assert entries == {"school": 1, "helpline": 1, "platform": 0, "union": 0}


def test_the_web_role_cannot_add_a_key_beside_one_that_signs(shared_database: Database) -> None:
    add_key = "select add_signing_key(%s, %s, '', '{}', now() + %s * interval '1 day', now() + interval '400 days')"
    with connect_as_application(shared_database, None) as connection:
        connection.execute(add_key, [1, "first", 0])
        for day in (0, 1, 399):
            with pytest.raises(InsufficientPrivilege, match="newest one"), connection.transaction():
                connection.execute(add_key, [2, "second", day])
        connection.execute(add_key, [2, "second", 400])


def test_a_client_that_the_web_role_suspends_stays_suspended(shared_database: Database) -> None:
    with connect_as_application(shared_database, None) as connection:
        connection.execute("select suspend_client('nobody', 'locator_quota')")
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            connection.execute("update oauth_client set active = true where client_id = 'nobody'")
