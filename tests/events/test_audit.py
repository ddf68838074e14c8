"""Every event has an audit hash that an auditor can recompute from the row alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import TupleRow, dict_row

from services import incidents, member_cases
from services.events.audit_hash import HASHED_COLUMNS, compute_audit_hash
from services.resources.registry import list_event_kinds
from tests import factories
from tests.factories import list_subject_ids
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import CLIENT_ID, call_as
from tests.support.tables import Row

WORDS_OF_USERS = ("tiktok.com", "http", factories.SUMMARY, "Ysgol", "School", "Alliance")


@pytest.fixture(scope="module")
def recorded(shared_database: Database) -> Database:
    """A database with the events of an incident from its report to a verified decision and a member case."""
    parties = factories.create_parties()
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    call_as(parties.platform, incidents.get_locator, subject_id, purpose="act")
    factories.record_decision(parties.platform, escalation, factories.removal_input(subject_id))
    factories.record_verification(parties.helpline, escalation, subject_id)
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", member_ref="member 7")
    run_pending_jobs()
    return shared_database


def load_events(database: Database, timezone: str = "UTC") -> list[Row]:
    """Return all events as the auditor reads them, in a session with this time zone."""
    with psycopg.connect(database.auditor_url, row_factory=dict_row) as auditor:
        auditor.execute("select set_config('timezone', %s, false)", [timezone])
        return auditor.execute("select * from event order by id").fetchall()


def recompute_audit_hash(row: Row) -> bytes:
    """Return the audit hash, computed without our code: SHA-256 over RFC 6962's leaf prefix and sorted JSON."""

    def to_json(value: object) -> object:
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return str(value) if isinstance(value, UUID) else value

    columns = {column: to_json(value) for column, value in row.items() if column != "leaf"}
    text = json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def find_changed_events(rows: list[Row]) -> list[UUID]:
    """Return the ids of the events whose audit hash does not match."""
    return [row["id"] for row in rows if compute_audit_hash(row) != row["leaf"]]


def test_every_audit_hash_can_be_recomputed_from_its_row(recorded: Database) -> None:
    rows = load_events(recorded)
    assert len(rows) > 10
    assert find_changed_events(rows) == []
    assert [row["leaf"] for row in rows] == [recompute_audit_hash(row) for row in rows]


@pytest.mark.parametrize("timezone", ["Europe/London", "Asia/Kathmandu", "America/St_Johns"])
def test_audit_hashes_match_in_every_time_zone_of_the_auditor(recorded: Database, timezone: str) -> None:
    assert find_changed_events(load_events(recorded, timezone)) == []


def test_an_audit_hash_covers_every_column_of_its_row(recorded: Database) -> None:
    assert {*HASHED_COLUMNS, "leaf"} == set(load_events(recorded)[0])


CHANGED_VALUES = {
    "kind": "'incident.amended'",
    "version": "version + 1",
    "details": """details || '{"late": true}'""",
    "at": "at - interval '1 microsecond'",
    "client_id": "'another-client'",
    "resource": "'subject'",
    "resource_id": "gen_random_uuid()",
    "cause_id": "gen_random_uuid()",
}


@pytest.fixture
def owner(recorded: Database) -> Iterator[psycopg.Connection[TupleRow]]:
    """A connection as the owner of the tables, who may change every row."""
    with psycopg.connect(recorded.owner_url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("column", CHANGED_VALUES)
def test_an_event_changed_by_the_owner_of_the_table_is_detected(
    recorded: Database, owner: psycopg.Connection[TupleRow], column: str
) -> None:
    # given an event in the middle of the log
    rows = load_events(recorded)
    event = rows[len(rows) // 2]
    # when one of its columns is changed
    owner.execute(f"update event set {column} = {CHANGED_VALUES[column]} where id = %s".encode(), [event["id"]])
    try:
        # then its audit hash no longer matches
        assert find_changed_events(load_events(recorded)) == [event["id"]]
    finally:
        restore = f"update event set {column} = %s where id = %s".encode()
        value = event[column]
        owner.execute(restore, [json.dumps(value) if column == "details" else value, event["id"]])
    assert find_changed_events(load_events(recorded)) == []


def test_events_hold_ids_and_codes_but_no_text_of_users(recorded: Database) -> None:
    for row in load_events(recorded):
        text = repr({**row, "leaf": None})
        assert not any(word in text for word in WORDS_OF_USERS)
        assert row["kind"] in set(list_event_kinds())


def test_reading_a_locator_is_recorded_with_its_purpose_and_client(recorded: Database) -> None:
    (event,) = [row for row in load_events(recorded) if row["kind"] == "locator.read"]
    assert event["details"] == {"purpose": "act"}
    assert event["client_id"] == CLIENT_ID


def test_the_event_of_a_decision_has_its_id_and_the_state_that_it_leads_to(recorded: Database) -> None:
    (event,) = [row for row in load_events(recorded) if row["kind"] == "decision.recorded"]
    with psycopg.connect(recorded.owner_url) as owner:
        decision_ids = [str(decision_id) for (decision_id,) in owner.execute("select id from decision").fetchall()]
    assert event["details"]["decision_id"] in decision_ids
    assert {name: event["details"][name] for name in ("state", "late")} == {"state": "actioned", "late": False}


def test_every_version_of_an_incident_or_escalation_has_an_event(recorded: Database) -> None:
    newest: dict[tuple[str, UUID], int] = {}
    for row in load_events(recorded):
        key = (row["resource"], row["resource_id"])
        newest[key] = max(newest.get(key, 0), row["version"])
    with psycopg.connect(recorded.owner_url, row_factory=dict_row) as owner:
        for noun in ("incident", "escalation"):
            for row in owner.execute(f"select id, version from {noun}".encode()).fetchall():
                assert newest[noun, row["id"]] == row["version"]
