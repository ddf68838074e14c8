"""One database connection per thread, and transactions for the organisation of a token."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from joserfc import jwt
from joserfc.jwk import ECKey
from psycopg.rows import DictRow, dict_row

from services.core import quotas
from services.core.quotas import Bucket

OPTIONS = "-c lock_timeout=4s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
SET_ORGANISATION = "select set_config('app.organisation', %s, true)"
COUNT_REQUEST = """
insert into rate_limit_counter as c (client_id, action, period_start, count)
{counted}
on conflict (client_id, action) do update set
  period_start = case when c.period_start <= %(window_began)s then %(counted_at)s else c.period_start end,
  count = case when c.period_start <= %(window_began)s then 1 else least(c.count + 1, %(max_count)s) end
returning count
"""
COUNT_TOKEN_REQUEST = COUNT_REQUEST.format(counted="values (%(counter)s, %(action)s, %(counted_at)s, 1)")
# Counts no request with a token that is not usable.
COUNT_AND_SELECT_SCOPES = f"""
with usable as (
  select scopes from oauth_client where client_id = %(client_id)s and active and epoch = %(epoch)s
  and not exists (select from token_denylist where jti = %(jti)s)
), counted as ({COUNT_REQUEST.format(counted="select %(counter)s, %(action)s, %(counted_at)s, 1 from usable")})
select scopes, count from usable cross join counted
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
    connection = _connect()
    with connection.transaction(), connection.cursor() as cursor:
        yield cursor


@contextmanager
def caller_transaction(environ: Environ) -> Iterator[tuple[Cursor, Caller]]:
    """Yield a cursor in a transaction for the organisation of the bearer token, and the caller.

    Raises:
        PermissionError: the token was revoked, its client or organisation is not active, or its quota is used up.
    """
    claims = jwt.decode(environ["HTTP_AUTHORIZATION"][7:], _load_signing_key(), algorithms=["ES256"]).claims
    token = {"client_id": claims["client_id"], "epoch": claims["cep"], "jti": claims["jti"]}
    bucket = Bucket.READ if environ["REQUEST_METHOD"] == "GET" else Bucket.WRITE
    client = count_request(COUNT_AND_SELECT_SCOPES, bucket, token)
    with transaction() as cursor:
        cursor.execute(SET_ORGANISATION, [claims["org"]])
        cursor.execute(SELECT_ORGANISATION, [claims["org"]])
        (organisation,) = cursor.fetchall()
        if not client["scopes"] or organisation["status"] != "active":
            raise PermissionError
        yield cursor, Caller(UUID(claims["org"]), claims["client_id"], organisation["nations"])


def count_request(statement: str, bucket: Bucket, parameters: Mapping[str, str]) -> DictRow:
    """Count a request of the client `client_id` and return the row of the statement.

    In a transaction of its own, so that no request holds the counter of its client until its work is on the disk.

    Raises:
        PermissionError: the client has used up its quota, or the statement finds no usable token.
    """
    policy = quotas.get_policies()[bucket]
    counter = {"counter": quotas.hash_client_id(parameters["client_id"])}
    counter_parameters = counter | quotas.bind_parameters(policy, datetime.now(UTC))
    rows = _connect().execute(statement, {**parameters, **counter_parameters}).fetchall()
    if not rows or rows[0]["count"] > policy.quota:
        raise PermissionError
    return rows[0]


def _connect() -> psycopg.Connection[DictRow]:
    """Return this thread's connection."""
    if not hasattr(_thread_local, "connection"):
        # No prepared statements, as in the service: they do not survive a transaction-mode pooler.
        _thread_local.connection = psycopg.connect(
            os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row, prepare_threshold=None, options=OPTIONS
        )
    connection: psycopg.Connection[DictRow] = _thread_local.connection
    return connection


@cache
def _load_signing_key() -> ECKey:
    """Return the newest public key of the service."""
    with transaction() as cursor:
        cursor.execute("select public_jwk from signing_key order by generation desc limit 1")
        (row,) = cursor.fetchall()
    return ECKey.import_key(row["public_jwk"])
