"""Every event carries a hash of itself that an auditor can recompute from the row, years later and elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from services import incidents, member_cases
from services.events.audit_hash import HASHED_COLUMNS, compute_audit_hash
from services.resources.registry import list_event_kinds
from tests import factories
from tests.factories import list_subject_ids
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as

Row = dict[str, Any]
SECRETS = ("tiktok.com", "http", factories.SUMMARY, "Ysgol", "School", "Alliance")


@pytest.fixture(scope="module")
def told(shared_database: Database) -> Database:
    """A database in which the main path was walked."""
    parties = factories.create_parties()
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject,) = list_subject_ids(incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [subject])
    call_as(parties.platform, incidents.get_locator, subject, purpose="act")
    factories.record_decision(parties.platform, escalation, factories.removal_input(subject))
    factories.record_verification(parties.helpline, escalation, subject)
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", member_ref="member 7")
    run_pending_jobs()
    return shared_database


def events(database: Database, timezone: str = "UTC") -> list[Row]:
    with psycopg.connect(database.auditor_url, row_factory=dict_row) as auditor:
        auditor.execute("select set_config('timezone', %s, false)", [timezone])
        return auditor.execute("select * from event order by id").fetchall()


def by_hand(row: Row) -> bytes:
    """The leaf made with nothing of ours: RFC 6962's prefix and JSON with sorted keys."""

    def plain(value: Any) -> Any:
        if isinstance(value, UUID | str | int | dict) or value is None:
            return str(value) if isinstance(value, UUID) else value
        moment = value.astimezone(UTC).isoformat()
        return moment.replace("+00:00", "Z")

    committed = {column: plain(value) for column, value in row.items() if column != "leaf"}
    text = json.dumps(committed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def changed(rows: list[Row]) -> list[UUID]:
    return [row["id"] for row in rows if compute_audit_hash(row) != row["leaf"]]


def test_every_leaf_can_be_recomputed_from_its_row(told: Database) -> None:
    rows = events(told)
    assert len(rows) > 10
    assert changed(rows) == []
    assert [row["leaf"] for row in rows] == [by_hand(row) for row in rows]


@pytest.mark.parametrize("timezone", ["Europe/London", "Asia/Kathmandu", "America/St_Johns"])
def test_it_does_not_matter_where_the_auditor_sits(told: Database, timezone: str) -> None:
    assert changed(events(told, timezone)) == []


def test_a_leaf_commits_to_every_column_of_its_row(told: Database) -> None:
    assert {*HASHED_COLUMNS, "leaf"} == set(events(told)[0])


CHANGES = {
    "kind": "'incident.amended'",
    "version": "version + 1",
    "details": """details || '{"late": true}'""",
    "at": "at - interval '1 microsecond'",
    "client_id": "'somebody-else'",
    "resource": "'subject'",
    "resource_id": "gen_random_uuid()",
    "cause_id": "gen_random_uuid()",
}


@pytest.fixture
def owner(told: Database) -> Iterator[psycopg.Connection[Any]]:
    """The owner of the tables, whom no grant of ours stops."""
    with psycopg.connect(told.owner_url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("column", CHANGES)
def test_a_row_that_was_changed_is_found(told: Database, owner: psycopg.Connection[Any], column: str) -> None:
    before = events(told)
    victim = before[len(before) // 2]
    owner.execute(f"update event set {column} = {CHANGES[column]} where id = %s".encode(), [victim["id"]])
    try:
        assert changed(events(told)) == [victim["id"]]
    finally:
        restored = f"update event set {column} = %s where id = %s".encode()
        value = victim[column]
        owner.execute(restored, [json.dumps(value) if column == "details" else value, victim["id"]])
    assert changed(events(told)) == []


def test_events_hold_ids_and_codes_and_no_word_of_anybody(told: Database) -> None:
    for row in events(told):
        text = repr({**row, "leaf": None})
        assert not any(secret in text for secret in SECRETS)
        assert row["kind"] in set(list_event_kinds())


def test_reading_an_address_is_recorded_with_its_purpose_and_who_asked(told: Database) -> None:
    (read,) = [row for row in events(told) if row["kind"] == "locator.read"]
    assert read["details"] == {"purpose": "act"}
    assert read["client_id"] == "client-of-the-tests"


def test_no_change_of_an_incident_or_escalation_is_without_an_event(told: Database) -> None:
    recorded = {(row["resource"], row["resource_id"]): 0 for row in events(told)}
    for row in events(told):
        key = (row["resource"], row["resource_id"])
        recorded[key] = max(recorded[key], row["version"])
    with psycopg.connect(told.owner_url, row_factory=dict_row) as owner:
        for noun in ("incident", "escalation"):
            for row in owner.execute(f"select id, version from {noun}".encode()).fetchall():
                assert recorded[noun, row["id"]] == row["version"]
