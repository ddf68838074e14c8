"""What both kinds of write have in common: the key, the event, the feeds, the stored answer."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uuid_utils

from services.access.agreements import COVERED_SQL
from services.events.log import INSERT_EVENTS
from tests.bench.ceiling.connection import Cursor

# A data key and an authentication tag, as they lie in the tables.
WRAPPED, SEALING = 60, 28
CLAIM = "insert into idempotency_key (organisation_id, client_id, key, request, created_at) values (%s, %s, %s, %s, %s)"
OWNER = """
select a.owner_id, k.wrapped from access a
left join data_key k on k.owner_id = a.owner_id and k.resource_id = a.resource_id
where a.organisation_id = %s and a.kind = %s and a.resource_id = %s
"""
KEEP = """
update idempotency_key set noun = %s, resource_id = %s, answer = %s
where organisation_id = %s and client_id = %s and key = %s
"""


def plain(statement: str) -> str:
    """A statement of the service, as the driver takes it."""
    return re.sub(r":(\w+)", r"%(\1)s", statement)


APPEND = plain(INSERT_EVENTS)
ROUTE = plain(f"select {COVERED_SQL.format(other=':other')} as open")

Environ = dict[str, Any]


def new_id() -> UUID:
    """A UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def body_of(environ: Environ) -> bytes:
    """All of it."""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return body


def claim(cursor: Cursor, claims: Environ, environ: Environ, body: bytes) -> bytes:
    """Reserve the Idempotency-Key."""
    key = hashlib.sha256(environ["HTTP_IDEMPOTENCY_KEY"].encode()).digest()
    cursor.execute(CLAIM, [claims["org"], claims["client_id"], key, hashlib.sha256(body).digest(), now()])
    return key


def route_open(cursor: Cursor, other: UUID, *data_classes: str) -> None:
    """Ask whether there is an agreement."""
    cursor.execute(ROUTE, {"other": other, "classes": list(data_classes), "moment": now()})
    if not cursor.fetchall()[0]["open"]:
        raise PermissionError


def append(cursor: Cursor, claims: Environ, kind: str, resource: str, resource_id: UUID, version: int) -> UUID:
    """The event, and an entry in the feed of everybody who can reach the thing."""
    event_id = new_id()
    told = {"ids": event_id, "kinds": kind, "resources": resource, "resource_ids": resource_id, "versions": version}
    more = {"causes": None, "details": "{}", "moments": now(), "leaves": hashlib.sha256(event_id.bytes).digest()}
    columns = {name: [value] for name, value in {**told, **more, "everybody": True}.items()}
    by = {"me": claims["org"], "client_id": claims["client_id"], "positions": [], "audience": []}
    cursor.execute(APPEND, {**columns, **by}).fetchall()
    return event_id


def keep(cursor: Cursor, claims: Environ, key: bytes, noun: str, resource_id: UUID, answer: bytes) -> None:
    """Store the answer, in the length in which it is stored sealed."""
    cursor.execute(OWNER, [claims["org"], noun, resource_id]).fetchall()
    sealed = os.urandom(SEALING) + answer
    cursor.execute(KEEP, [noun, resource_id, sealed, claims["org"], claims["client_id"], key])
