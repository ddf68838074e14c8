"""Fill a database with any number of incidents by SQL: 10,000 in seconds, a million in minutes."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg.rows import TupleRow

from services.core import crypto
from services.core.settings import get_settings
from services.links import CANON_VERSION
from tests.bench.organisations import BenchOrganisations
from tests.support.databases import Database

BATCH_SIZE = 100_000
INSERT_BATCH = Path(__file__).with_suffix(".sql")
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
            (number, organisation.id, organisation.platform, organisation.nations[0])
            for number, organisation in enumerate(group)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s)", rows)


def _insert_batch(connection: Connection, first: int, last: int) -> None:
    """Run bulk_load.sql for the incidents `first` to `last`, and insert their data keys."""
    for name, value in (("first", first), ("last", last), ("canon_version", CANON_VERSION)):
        connection.execute("select set_config('bench.' || %s, %s, true)", [name, str(value)])
    connection.execute(INSERT_BATCH.read_bytes())
    _insert_data_keys(connection)


def _insert_data_keys(connection: Connection) -> None:
    """Insert a data key for each resource in the temporary table `needed_key`, encrypted with the service's master key.

    The service decrypts them: it stores its response to a decision under the data key of the escalation.
    """
    master_key = crypto.derive_key(get_settings().encryption_key, "data keys")
    connection.execute("create temp table wrapped_key (owner_id uuid, resource_id uuid, wrapped bytea) on commit drop")
    needed = connection.execute("select owner_id, resource_id from needed_key").fetchall()
    with connection.cursor() as cursor, cursor.copy("copy wrapped_key from stdin (format binary)") as copy:
        copy.set_types(["uuid", "uuid", "bytea"])
        for owner_id, resource_id in needed:
            place = f"data_key.wrapped/{owner_id}/{resource_id}"
            copy.write_row((owner_id, resource_id, crypto.encrypt(master_key, crypto.new_key(), place)))
    connection.execute(
        "insert into data_key (owner_id, resource_id, wrapped) select * from wrapped_key on conflict do nothing"
    )
