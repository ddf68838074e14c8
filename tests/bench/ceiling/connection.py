"""One database connection per thread, and transactions for the organisation of a token."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from joserfc import jwt
from joserfc.jwk import ECKey
from psycopg.rows import DictRow, dict_row

OPTIONS = "-c lock_timeout=4s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
SET_ORGANISATION = "select set_config('app.organisation', %s, true)"
SELECT_CLIENT_SCOPES = """
select scopes from oauth_client where client_id = %s and active and epoch = %s
and not exists (select from token_denylist where jti = %s)
"""
SELECT_ORGANISATION = "select kind, name, name_cy, nations, platform, status from organisation where id = %s"

# The WSGI environment, PEP 3333.
Environ: TypeAlias = Mapping[str, Any]
Cursor = psycopg.Cursor[DictRow]

_thread_local = threading.local()


@dataclass(frozen=True, slots=True)
class Caller:
    """The organisation and client of a token."""

    organisation_id: UUID
    client_id: str
    nations: list[str]


@contextmanager
def transaction() -> Iterator[Cursor]:
    """Yield a cursor in a transaction on this thread's connection."""
    if not hasattr(_thread_local, "connection"):
        # No prepared statements, as in the service: they do not survive a transaction-mode pooler.
        _thread_local.connection = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row, prepare_threshold=None, options=OPTIONS
        )
    with _thread_local.connection.transaction(), _thread_local.connection.cursor() as cursor:
        yield cursor


@contextmanager
def caller_transaction(environ: Environ) -> Iterator[tuple[Cursor, Caller]]:
    """Yield a cursor in a transaction for the organisation of the bearer token, and the caller.

    Raises:
        PermissionError: the token was revoked, or its client or organisation is not active.
    """
    claims = jwt.decode(environ["HTTP_AUTHORIZATION"][7:], _load_signing_key(), algorithms=["ES256"]).claims
    with transaction() as cursor:
        cursor.execute(SET_ORGANISATION, [claims["org"]])
        cursor.execute(SELECT_CLIENT_SCOPES, [claims["client_id"], claims["cep"], claims["jti"]])
        (client,) = cursor.fetchall()
        cursor.execute(SELECT_ORGANISATION, [claims["org"]])
        (organisation,) = cursor.fetchall()
        if not client["scopes"] or organisation["status"] != "active":
            raise PermissionError
        yield cursor, Caller(UUID(claims["org"]), claims["client_id"], organisation["nations"])


@cache
def _load_signing_key() -> ECKey:
    """Return the newest public key of the service."""
    with transaction() as cursor:
        cursor.execute("select public_jwk from signing_key order by generation desc limit 1")
        (row,) = cursor.fetchall()
    return ECKey.import_key(row["public_jwk"])
