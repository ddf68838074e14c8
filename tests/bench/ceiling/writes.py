"""The parts that all writes have in common: idempotency key, agreement, event with feed entries, stored response."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import orjson
import uuid_utils

from services.access.agreements import COVERED_SQL
from services.events.log import INSERT_EVENTS
from tests.bench.ceiling.connection import Caller, Cursor, Environ
from tests.bench.ceiling.reads import ENCRYPTION_OVERHEAD_BYTES

# The length of an encrypted data key.
WRAPPED_KEY_BYTES = 60
INSERT_IDEMPOTENCY_KEY = """
insert into idempotency_key (organisation_id, client_id, key, request, created_at) values (%s, %s, %s, %s, %s)
"""
SELECT_DATA_KEY = """
select a.owner_id, k.wrapped from access a
left join data_key k on k.owner_id = a.owner_id and k.resource_id = a.resource_id
where a.organisation_id = %s and a.kind = %s and a.resource_id = %s
"""
UPDATE_IDEMPOTENCY_KEY = """
update idempotency_key set resource = %s, resource_id = %s, response = %s
where organisation_id = %s and client_id = %s and key = %s
"""


def to_psycopg(statement: str) -> str:
    """Return a statement of the service, in SQLAlchemy's syntax, with the placeholders of psycopg."""
    return re.sub(r":(\w+)", r"%(\1)s", statement)


APPEND_EVENTS = to_psycopg(INSERT_EVENTS)
SELECT_IS_COVERED = to_psycopg(f"select {COVERED_SQL.format(other=':other')} as is_covered")


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


def claim_idempotency_key(cursor: Cursor, caller: Caller, environ: Environ, body: bytes) -> bytes:
    """Insert the request's Idempotency-Key and return its hash."""
    key = hashlib.sha256(environ["HTTP_IDEMPOTENCY_KEY"].encode()).digest()
    request_digest = hashlib.sha256(body).digest()
    row = [caller.organisation_id, caller.client_id, key, request_digest, current_time()]
    cursor.execute(INSERT_IDEMPOTENCY_KEY, row)
    return key


def require_agreement(cursor: Cursor, other_id: UUID, *data_classes: str) -> None:
    """Raise PermissionError unless an agreement with the other organisation covers these classes of data."""
    parameters = {"other": other_id, "classes": list(data_classes), "moment": current_time(), "nation": None}
    if not cursor.execute(SELECT_IS_COVERED, parameters).fetchall()[0]["is_covered"]:
        raise PermissionError


def append_event(
    cursor: Cursor,
    caller: Caller,
    kind: str,
    resource: str,
    resource_id: UUID,
    version: int,
    *,
    details: Mapping[str, object],
    change: Mapping[str, object],
) -> UUID:
    """Insert an event, with an entry in the feed of each organisation that can access the resource; return its id.

    `change` holds `changed`, the names of the changed fields of the resource, and the ids of its new parts.
    """
    event_id = new_id()
    columns = {
        "ids": event_id,
        "kinds": kind,
        "resources": resource,
        "resource_ids": resource_id,
        "versions": version,
        "causes": None,
        "details": orjson.dumps(details).decode(),
        "changes": orjson.dumps(change).decode(),
        "times": current_time(),
        "leaves": hashlib.sha256(event_id.bytes).digest(),
        "to_all_readers": True,
    }
    parameters = {
        **{name: [value] for name, value in columns.items()},
        "client_id": caller.client_id,
        "positions": [],
        "audience": [],
    }
    (result,) = cursor.execute(APPEND_EVENTS, parameters).fetchall()
    if not result["is_complete"]:
        raise RuntimeError("an organisation has no feed head")
    return event_id


def store_response(
    cursor: Cursor, caller: Caller, key: bytes, resource: str, resource_id: UUID, response: bytes
) -> None:
    """Store the response with the Idempotency-Key, as long as the service's encrypted one."""
    cursor.execute(SELECT_DATA_KEY, [caller.organisation_id, resource, resource_id]).fetchall()
    stored = os.urandom(ENCRYPTION_OVERHEAD_BYTES) + response
    row = [resource, resource_id, stored, caller.organisation_id, caller.client_id, key]
    cursor.execute(UPDATE_IDEMPOTENCY_KEY, row)
