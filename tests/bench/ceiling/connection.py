"""One connection a thread, and a transaction that acts for the bearer of a token."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from joserfc import jwt
from joserfc.jwk import ECKey
from psycopg.rows import DictRow, dict_row

OPTIONS = "-c lock_timeout=4s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
SET = "select set_config('app.organisation', %s, true)"
ALLOWED = """
select scopes from oauth_client where client_id = %s and active and epoch = %s
and not exists (select from token_denylist where jti = %s)
"""
ORGANISATION = "select kind, name, name_cy, nations, platform, status from organisation where id = %s"

Claims = dict[str, Any]
Cursor = psycopg.Cursor[DictRow]

_threads = threading.local()


@contextmanager
def transaction() -> Iterator[Cursor]:
    """As psycopg is used by everybody: BEGIN, statements, COMMIT."""
    if not hasattr(_threads, "connection"):
        # Prepared statements do not survive a pooler in transaction mode, so the service has none either.
        _threads.connection = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row, prepare_threshold=None, options=OPTIONS
        )
    with _threads.connection.transaction(), _threads.connection.cursor() as cursor:
        yield cursor


@contextmanager
def acting(environ: dict[str, Any]) -> Iterator[tuple[Cursor, Claims]]:
    """A transaction for the organisation of the token, if its client may still use it."""
    claims = jwt.decode(environ["HTTP_AUTHORIZATION"][7:], _signing_key(), algorithms=["ES256"]).claims
    with transaction() as cursor:
        cursor.execute(SET, [claims["org"]])
        cursor.execute(ALLOWED, [claims["client_id"], claims["cep"], claims["jti"]])
        (allowed,) = cursor.fetchall()
        cursor.execute(ORGANISATION, [claims["org"]])
        (organisation,) = cursor.fetchall()
        if not allowed["scopes"] or organisation["status"] != "active":
            raise PermissionError
        yield cursor, {**claims, "nations": organisation["nations"]}


@cache
def _signing_key() -> ECKey:
    with transaction() as cursor:
        cursor.execute("select public_jwk from signing_key order by generation desc limit 1")
        (row,) = cursor.fetchall()
    return ECKey.import_key(row["public_jwk"])
