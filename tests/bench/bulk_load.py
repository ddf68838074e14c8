"""Fill a database with any number of incidents by SQL: 10,000 in seconds, a million in minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.rows import TupleRow

from services.core import crypto
from services.core.sealed_columns import seal
from services.core.settings import get_settings
from services.core.tenant_ids import get_tenant_id
from services.links import CANON_VERSION
from services.models import Decision, DecisionSubject, Escalation, Incident, Notice
from tests.bench.organisations import BenchOrganisations
from tests.support.databases import Database

BATCH_SIZE = 100_000
INSERT_BATCH = Path(__file__).with_suffix(".sql")
# The comment in the SQL file before the statements that need data keys and sealed values.
KEYS_NEEDED = "-- The statements below need the data keys and the sealed values.\n"
SUMMARIES = (
    "An account uses the crest of the school and posts clips of lessons.",
    "An account copies the school crest and posts edited clips of a senior leader.",
    "A page collects comments about members of staff and invites pupils to add pictures taken during lessons. It has "
    "been shared in several year groups, and parents have begun to answer there.",
)
IN_APP_REPORT = {"done": True, "at": None, "platform_ref": None, "reply": "no_reply"}
EXPLANATION = "It imitates a school and mocks its staff."
PAYLOAD = f'{{"basis":"terms","explanation":"{EXPLANATION}"}}'
CREATE_NUMBERED_TABLE = "create temp table {} (number int primary key, id uuid, name text, nation text)"
INSERT_REVOKED_TOKENS = """
insert into token_denylist (jti, expires_at)
select gen_random_uuid()::text, now() + interval '1 hour' from generate_series(1, 1000) on conflict do nothing
"""

Connection = psycopg.Connection[TupleRow]


def load_incidents(database: Database, organisations: BenchOrganisations, first: int, last: int) -> None:
    """Insert the incidents with the numbers `first` to `last` and all rows that belong to them.

    It connects as the owner, for whom the policies of row-level security make an exception.
    """
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        connection.execute("set work_mem = '256MB'")
        _create_organisation_tables(connection, organisations)
        connection.execute(INSERT_REVOKED_TOKENS)
        for start in range(first, last + 1, BATCH_SIZE):
            with connection.transaction():
                _insert_batch(connection, start, min(start + BATCH_SIZE - 1, last))
        connection.execute("vacuum (analyze)")


def _create_organisation_tables(connection: Connection, organisations: BenchOrganisations) -> None:
    """Create a temporary table of numbered organisations for each kind, from which the SQL takes its owners."""
    groups = {
        "school": organisations.schools,
        "union_": organisations.unions,
        "platform": organisations.platforms,
        "helpline": [organisations.helpline],
    }
    for table, group in groups.items():
        connection.execute(CREATE_NUMBERED_TABLE.format(table))
        rows = [
            (number, get_tenant_id(organisation.id, organisation.kind), organisation.platform, organisation.nations[0])
            for number, organisation in enumerate(group)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s)", rows)


def _insert_batch(connection: Connection, first: int, last: int) -> None:
    """Run bulk_load.sql for the incidents `first` to `last`, and insert their data keys."""
    for name, value in (("first", first), ("last", last), ("canon_version", CANON_VERSION)):
        connection.execute("select set_config('bench.' || %s, %s, true)", [name, str(value)])
    select_rows, marker, insert_rows = INSERT_BATCH.read_text().partition(KEYS_NEEDED)
    assert marker
    connection.execute(select_rows.encode())
    _insert_sealed_values(connection, _insert_data_keys(connection))
    connection.execute(insert_rows.encode())


def _insert_data_keys(connection: Connection) -> Mapping[tuple[UUID, UUID], bytes]:
    """Insert a data key for each resource in the temporary table `needed_key`, encrypted with the service's master key.

    Return the data keys by owner and resource. The service decrypts them.
    """
    data_keys: dict[tuple[UUID, UUID], bytes] = {}
    master_key = crypto.derive_key(get_settings().encryption_key, "data keys")
    connection.execute("create temp table wrapped_key (owner_id uuid, resource_id uuid, wrapped bytea) on commit drop")
    needed = connection.execute("select owner_id, resource_id from needed_key").fetchall()
    with connection.cursor() as cursor, cursor.copy("copy wrapped_key from stdin (format binary)") as copy:
        copy.set_types(["uuid", "uuid", "bytea"])
        for owner_id, resource_id in needed:
            place = f"data_key.wrapped/{owner_id}/{resource_id}"
            data_keys[owner_id, resource_id] = crypto.new_key()
            wrapped = crypto.encrypt(master_key, data_keys[owner_id, resource_id], place)
            copy.write_row((owner_id, resource_id, wrapped))
    connection.execute(
        "insert into data_key (owner_id, resource_id, wrapped) select * from wrapped_key on conflict do nothing"
    )
    return data_keys


def _insert_sealed_values(connection: Connection, data_keys: Mapping[tuple[UUID, UUID], bytes]) -> None:
    """Fill the temporary table `sealed_value` with the texts of the new incidents and escalations."""
    incidents = connection.execute("select owner_id, incident_id, n from new_incident").fetchall()
    escalations = connection.execute(
        "select helpline_id, escalation_id, decision_id, subject_id, n from new_escalation"
    ).fetchall()
    with connection.cursor() as cursor, cursor.copy("copy sealed_value from stdin (format binary)") as copy:
        copy.set_types(["uuid", "text", "bytea"])
        for owner_id, incident_id, number in incidents:
            row = {"owner_id": owner_id, "id": incident_id}
            texts = {"summary_neutral": SUMMARIES[number % 3], "in_app_report": None if number % 2 else IN_APP_REPORT}
            for name, text in texts.items():
                if sealed := seal(data_keys[owner_id, incident_id], Incident, name, row, text):
                    copy.write_row((incident_id, name, sealed))
        for owner_id, escalation_id, decision_id, subject_id, number in escalations:
            key = data_keys[owner_id, escalation_id]
            row = {"owner_id": owner_id, "id": escalation_id, "escalation_id": escalation_id, "seq": 1}
            decision = {"owner_id": owner_id, "id": decision_id, "decision_id": decision_id, "subject_id": subject_id}
            for model, name, columns, value in (
                (Escalation, "policy_codes", row, ["IMP-1"]),
                (Escalation, "explanation", row, EXPLANATION),
                (Notice, "payload", row, PAYLOAD),
                (Notice, "payload_sha256", row, hashlib.sha256(PAYLOAD.encode()).hexdigest()),
                (Decision, "puid", decision, f"bulk-{number}"),
                (DecisionSubject, "policy_code", decision, "IMP-1"),
            ):
                copy.write_row((escalation_id, name, seal(key, model, name, columns, value)))
