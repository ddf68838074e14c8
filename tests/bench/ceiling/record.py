"""What both kinds of write have in common: the key, the event, the feeds, the stored answer."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uuid_utils
from sqlalchemy import TextClause

from services.events.log import ENTRIES, RECIPIENTS
from services.policy.routes import ROUTE_OPEN
from tests.bench.ceiling.connection import Cursor

# A data key and an authentication tag, as they lie in the tables.
WRAPPED, SEALING = 60, 28
CLAIM = "insert into idempotency_key (organisation_id, client_id, key, request, created_at) values (%s, %s, %s, %s, %s)"
OWNER = "select owner_id from access where organisation_id = %s and kind = %s and resource_id = %s"
DATA_KEY = "select wrapped from data_key where owner_id = %s and resource_id = %s"
KEEP = """
update idempotency_key set noun = %s, resource_id = %s, answer = %s
where organisation_id = %s and client_id = %s and key = %s
"""
EVENT = """
insert into event (organisation_id, id, client_id, kind, resource, resource_id, version, details, at, leaf)
values (%s, %s, %s, %s, %s, %s, %s, '{}', %s, %s)
"""
DATA_CLASSES = ("incident_core", "subject_locator", "school_identity")


def plain(statement: TextClause) -> str:
    """The statement of the service, as the driver takes it."""
    return re.sub(r":(\w+)", r"%(\1)s", statement.text)


FEED, READERS, ROUTE = plain(ENTRIES), plain(RECIPIENTS), plain(ROUTE_OPEN)

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


def route_open(cursor: Cursor, other: UUID, data_class: str) -> None:
    """Ask whether there is an agreement."""
    cursor.execute(ROUTE, {"other": other, "data_class": data_class, "moment": now()})
    if not cursor.fetchall()[0]["route_open"]:
        raise PermissionError


def append(cursor: Cursor, claims: Environ, kind: str, resource: str, resource_id: UUID, version: int) -> UUID:
    """The event, and an entry in the feed of everybody who can reach the thing."""
    event_id, at = new_id(), now()
    row = [claims["org"], event_id, claims["client_id"], kind, resource, resource_id, version, at]
    cursor.execute(EVENT, [*row, hashlib.sha256(event_id.bytes).digest()])
    cursor.execute(READERS, {"resources": [resource], "ids": [resource_id]})
    readers = [row["organisation"] for row in cursor.fetchall()]
    told = {"ordinals": 1, "events": event_id, "kinds": kind, "resources": resource, "resource_ids": resource_id}
    columns = {name: [value] * len(readers) for name, value in {**told, "versions": version, "moments": at}.items()}
    cursor.execute(FEED, {"organisations": readers, **columns}).fetchall()
    return event_id


def keep(cursor: Cursor, claims: Environ, key: bytes, noun: str, resource_id: UUID, answer: bytes) -> None:
    """Store the answer, in the length in which it is stored sealed."""
    (owner,) = cursor.execute(OWNER, [claims["org"], noun, resource_id]).fetchall()
    cursor.execute(DATA_KEY, [owner["owner_id"], resource_id]).fetchall()
    sealed = os.urandom(SEALING) + answer
    cursor.execute(KEEP, [noun, resource_id, sealed, claims["org"], claims["client_id"], key])
