"""The parts that all writes have in common: idempotency key, event with feed entries, stored response.

All statements of a write are sent at once. A statement passes a value to later ones in a setting of the transaction.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import orjson
import uuid_utils

from services.events.log import INSERT_EVENTS
from tests.bench.ceiling.caller import Caller, Environ
from tests.bench.ceiling.documents import ENCRYPTION_OVERHEAD_BYTES
from tests.bench.ceiling.pipeline import BoundStatement, Statement

# The length of an encrypted data key.
WRAPPED_KEY_BYTES = 60
INSERT_IDEMPOTENCY_KEY = Statement("""
insert into idempotency_key (organisation_id, client_id, key, request, created_at)
values (:me, :client_id, :key, :request, :now)
""")


def remember(name: str, expression: str) -> str:
    """Return the SQL that passes the value of an expression to later statements of the transaction."""
    return f"set_config('ceiling.{name}', ({expression})::text, true)"


def recall(name: str, type_name: str = "uuid") -> str:
    """Return the SQL of a value that an earlier statement has passed. It is an error if that found none."""
    return f"current_setting('ceiling.{name}')::{type_name}"


def append_event_statement(version: str = "1") -> Statement:
    """Return the statement that appends an event; `version` is an SQL expression for the version of its resource."""
    return Statement(INSERT_EVENTS.replace("cast(:versions as bigint[])", f"array[{version}]::bigint[]"))


def bind_event(
    statement: Statement,
    caller: Caller,
    event_id: UUID,
    kind: str,
    resource: str,
    resource_id: UUID | str,
    *,
    details: Mapping[str, object],
    change: Mapping[str, object],
) -> BoundStatement:
    """Bind the values of an event with an entry in the feed of each organisation that can read the resource.

    `change` holds `changed`, the names of the changed fields of the resource, and the ids of its new parts.
    """
    columns = {
        "ids": event_id,
        "kinds": kind,
        "resources": resource,
        "resource_ids": resource_id,
        "causes": None,
        "details": orjson.dumps(details).decode(),
        "changes": orjson.dumps(change).decode(),
        "times": current_time().isoformat(),
        "leaves": hashlib.sha256(event_id.bytes).digest(),
        "to_all_readers": True,
    }
    arrays = {name: [value] for name, value in columns.items()}
    return statement.bind(**arrays, client_id=caller.client_id, positions=[], audience=[])


def bind_idempotency_key(caller: Caller, environ: Environ, body: bytes) -> tuple[bytes, BoundStatement]:
    """Return the hash of the request's Idempotency-Key, and the statement that inserts it."""
    key = hashlib.sha256(environ["HTTP_IDEMPOTENCY_KEY"].encode()).digest()
    request = hashlib.sha256(body).digest()
    row = {"me": caller.me, "client_id": caller.client_id, "key": key, "request": request, "now": current_time()}
    return key, INSERT_IDEMPOTENCY_KEY.bind(**row)


def fake_sealed(text: str) -> bytes:
    """Return random bytes as long as the encrypted text."""
    return os.urandom(ENCRYPTION_OVERHEAD_BYTES + len(text))


def new_id() -> UUID:
    """Return a new UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def current_time() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def read_body(environ: Environ) -> bytes:
    """Return the request body."""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return body
