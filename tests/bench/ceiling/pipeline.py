"""Transactions of prepared statements, sent to PostgreSQL at once through libpq.

psycopg's own pipeline sends and polls once a statement, which takes longer than many a statement does.
"""

from __future__ import annotations

import os
import re
import select
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from psycopg import pq
from psycopg.conninfo import make_conninfo

# Every statement is prepared, and planned once. The service has the same time limits.
OPTIONS = (
    "-c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC"
    " -c lock_timeout=4s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
)
PARAMETER = re.compile(r"(?<!:):([a-z]\w*)")

# The columns of a row, as PostgreSQL writes them; NULL is empty.
ResultRow: TypeAlias = list[bytes]

_thread_local = threading.local()


class Statement:
    """A statement with named parameters such as `:me`. A connection prepares it before its first use."""

    def __init__(self, sql: str) -> None:
        self.parameters = list(dict.fromkeys(PARAMETER.findall(sql)))
        self.text = PARAMETER.sub(lambda match: f"${self.parameters.index(match[1]) + 1}", sql).encode()

    def bind(self, **values: object) -> BoundStatement:
        """Return the statement with the values of its parameters. It ignores all others."""
        used = [values[name] for name in self.parameters]
        return BoundStatement(self, [_encode(value) for value in used], [_choose_format(value) for value in used])


class BoundStatement(NamedTuple):
    """A statement with the encoded values of its parameters, and their formats."""

    statement: Statement
    values: list[bytes | None]
    formats: list[pq.Format]


class TransactionFailed(Exception):
    """PostgreSQL refused a statement and rolled back its transaction."""


def run(*transactions: Sequence[BoundStatement]) -> list[list[ResultRow]]:
    """Run transactions in one trip on this thread's connection, and return the rows of each statement.

    Raises:
        TransactionFailed: one of the transactions was rolled back.
    """
    if not hasattr(_thread_local, "connection"):
        _thread_local.connection = _Connection(os.environ["DATABASE_URL"])
    connection: _Connection = _thread_local.connection
    try:
        return connection.run(transactions)
    except TransactionFailed:
        # It may lack statements that were to be prepared after the error.
        del _thread_local.connection
        raise


class _Connection:
    """A connection in libpq's pipeline mode (https://www.postgresql.org/docs/current/libpq-pipeline-mode.html)."""

    def __init__(self, url: str) -> None:
        self._libpq = pq.PGconn.connect(make_conninfo(url, options=OPTIONS).encode())
        if self._libpq.status != pq.ConnStatus.OK:
            raise TransactionFailed(self._libpq.get_error_message())
        self._libpq.enter_pipeline_mode()
        self._names: dict[Statement, bytes] = {}
        self._poll = select.poll()
        self._poll.register(self._libpq.socket, select.POLLIN)

    def run(self, transactions: Iterable[Sequence[BoundStatement]]) -> list[list[ResultRow]]:
        """Send all transactions, then read the results."""
        has_rows: list[bool] = []
        for statements in transactions:
            for statement, values, formats in statements:
                if statement not in self._names:
                    self._names[statement] = b"s%d" % len(self._names)
                    self._libpq.send_prepare(self._names[statement], statement.text)
                    has_rows.append(False)
                self._libpq.send_query_prepared(self._names[statement], values, formats)
                has_rows.append(True)
            # The statements before it form a transaction, without BEGIN and COMMIT.
            self._libpq.pipeline_sync()
            has_rows.append(False)
        results = zip(self._read_results(len(has_rows)), has_rows, strict=True)
        return [_read_rows(result) for result, has_result_rows in results if has_result_rows]

    def _read_results(self, count: int) -> list[pq.abc.PGresult]:
        """Return this number of results. Polls before it reads: libpq would block all threads."""
        results: list[pq.abc.PGresult] = []
        while len(results) < count:
            while self._libpq.is_busy():
                self._poll.poll()
                self._libpq.consume_input()
            if result := self._libpq.get_result():
                results.append(result)
        if failed := next((result for result in results if result.status == pq.ExecStatus.FATAL_ERROR), None):
            raise TransactionFailed(failed.get_error_message())
        return results


def _read_rows(result: pq.abc.PGresult) -> list[ResultRow]:
    """Return the rows of a result."""
    columns = range(result.nfields)
    return [[result.get_value(row, column) or b"" for column in columns] for row in range(result.ntuples)]


def _encode(value: object) -> bytes | None:
    """Return a parameter as PostgreSQL reads it."""
    match value:
        case None:
            return None
        case bytes():
            return value
        case list():
            return "{{{}}}".format(",".join(_quote_element(item) for item in value)).encode()
        case datetime():
            return value.isoformat().encode()
    return str(value).encode()


def _quote_element(value: object) -> str:
    """Return an element of an array literal."""
    if value is None:
        return "null"
    text = f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def _choose_format(value: object) -> pq.Format:
    """Return the format of a parameter: binary for bytes."""
    return pq.Format.BINARY if isinstance(value, bytes) else pq.Format.TEXT
