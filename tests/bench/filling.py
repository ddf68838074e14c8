"""From organisations to a database of any size: 10,000 incidents in seconds, a million in minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

from services.core import crypto
from services.core.settings import get_settings
from services.links import CANON_VERSION
from tests.bench.cast import Cast
from tests.support.databases import Database

BATCH = 100_000
STATEMENTS = Path(__file__).with_suffix(".sql")
NUMBERED = "create temp table {} (number int primary key, id uuid, name text, nation text)"
REVOKED = """
insert into token_denylist (jti, expires_at)
select gen_random_uuid()::text, now() + interval '1 hour' from generate_series(1, 1000) on conflict do nothing
"""

Connection = psycopg.Connection[tuple[Any, ...]]


def fill(database: Database, cast: Cast, first: int, last: int) -> None:
    """Incidents number `first` to `last`. The owner's role passes the walls by the migrators' policies."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("set work_mem = '256MB'")
        _name(owner, cast)
        owner.execute(REVOKED)
        for start in range(first, last + 1, BATCH):
            with owner.transaction():
                _fill(owner, start, min(start + BATCH - 1, last))
        owner.execute("vacuum (analyze)")


def _fill(owner: Connection, first: int, last: int) -> None:
    for name, value in (("first", first), ("last", last), ("canon_version", CANON_VERSION)):
        owner.execute("select set_config('bench.' || %s, %s, true)", [name, str(value)])
    owner.execute(STATEMENTS.read_bytes())
    _seal_keys(owner)


def _name(owner: Connection, cast: Cast) -> None:
    groups = {"school": cast.schools, "union_": cast.unions, "platform": cast.platforms, "helpline": [cast.helpline]}
    for table, parties in groups.items():
        owner.execute(NUMBERED.format(table))
        rows = [(number, one.id, one.platform, one.nations[0]) for number, one in enumerate(parties)]
        with owner.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s)", rows)


def _seal_keys(owner: Connection) -> None:
    """Data keys that the service can open: it seals the answer to a decision under that of the escalation."""
    master = crypto.derive_key(get_settings().encryption_key, "data keys")
    owner.execute("create temp table made_key (owner_id uuid, resource_id uuid, wrapped bytea) on commit drop")
    wanted = owner.execute("select owner_id, resource_id from wanted_key").fetchall()
    with owner.cursor() as cursor, cursor.copy("copy made_key from stdin (format binary)") as copy:
        copy.set_types(["uuid", "uuid", "bytea"])
        for owner_id, resource_id in wanted:
            place = f"data_key.wrapped/{owner_id}/{resource_id}"
            copy.write_row((owner_id, resource_id, crypto.encrypt(master, crypto.new_key(), place)))
    owner.execute("insert into data_key (owner_id, resource_id, wrapped) select * from made_key on conflict do nothing")
