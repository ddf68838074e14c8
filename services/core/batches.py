"""Send a batch of SQL statements to PostgreSQL at once, and read all results.

The pipeline of psycopg sends and polls once a statement. This module queues the messages of all statements and one Sync
in libpq, which sends them with one system call, and prepares statements by name. Of psycopg it uses the connection, its
waiting, the conversion of values and the errors; tests/test_batches.py states the behaviour that it relies on.

https://www.postgresql.org/docs/current/libpq-pipeline-mode.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

import orjson
import psycopg
from psycopg import abc, generators
from psycopg.adapt import AdaptersMap, Dumper, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.types.json import set_json_loads

# A row of a result by column name.
Row: TypeAlias = dict[str, Any]
DriverConnection: TypeAlias = psycopg.Connection[Any]

# The backend keeps a plan for each name. Statements beyond this number run without a name.
MAX_PREPARED_STATEMENTS = 500
# A prepared statement does not exist, or its result type has changed. A new connection has no prepared statements.
LOST_STATEMENT_SQLSTATES = ("26000", "0A000")


@dataclass(frozen=True, slots=True)
class BoundStatement:
    """The text of a statement with parameters `$1`, `$2`, ..., and their values.

    `name` is unique to the text; it is empty for a statement that is not prepared by name.
    """

    text: str
    values: Sequence[object] = ()
    name: str = ""


class _HexDumper(Dumper):
    """Converts bytes to the text format of PostgreSQL. The dumper of psycopg would need the connection for it."""

    def dump(self, value: bytes) -> bytes:
        """Return the bytes in hexadecimal."""
        return b"\\x" + value.hex().encode()


# Not the adapters of the connection, whose settings must not matter: times are always in UTC.
ADAPTERS = AdaptersMap(psycopg.adapters)
ADAPTERS.register_dumper(bytes, _HexDumper)
set_json_loads(orjson.loads, ADAPTERS)


def run_batch(
    driver: DriverConnection, statements: Sequence[BoundStatement], prepared: set[str] | None
) -> list[list[Row]]:
    """Run the statements in one round trip and return the rows of each.

    Outside of a transaction block they are one transaction. After an error no later statement of the batch runs.

    Args:
        driver: a connection that is not in use. It is closed when the batch is interrupted or a statement is lost.
        prepared: the names that are prepared on this connection, which this function updates; None to use no names.

    Raises:
        psycopg.Error: the first error of a statement, or an error of the connection.
    """
    pgconn, transformer = driver.pgconn, Transformer(ADAPTERS)
    # Values are sent as text, and PostgreSQL infers the types of the parameters: they depend on the text alone.
    values = [transformer.dump_sequence(each.values, [PyFormat.TEXT] * len(each.values)) for each in statements]
    try:
        pgconn.enter_pipeline_mode()
        counts = [_queue_messages(pgconn, *pair, prepared) for pair in zip(statements, values, strict=True)]
        pgconn.pipeline_sync()
        results = driver.wait(_receive_results(pgconn))
        pgconn.exit_pipeline_mode()
    except BaseException:
        # Results that are still to come would be taken for those of the next batch.
        driver.close()
        raise
    if error := _find_error(driver, results):
        # What follows the error was not prepared; what precedes it may be prepared again.
        if prepared:
            prepared.difference_update(each.name for each in statements)
        raise error
    return [_load_rows(transformer, results[end - 1]) for end in accumulate(counts)]


def _queue_messages(
    pgconn: PGconn, statement: BoundStatement, values: Sequence[abc.Buffer | None], prepared: set[str] | None
) -> int:
    """Queue the messages of a statement and return the number of their results, the last of which has the rows."""
    text, name = statement.text.encode(), statement.name.encode()
    if prepared is not None and statement.name in prepared:
        pgconn.send_query_prepared(name, values)
        return 1
    if prepared is None or not name or len(prepared) >= MAX_PREPARED_STATEMENTS:
        pgconn.send_query_params(text, values)
        return 1
    # Behind a pooler another client may have prepared this name on the same connection.
    pgconn.send_close_prepared(name)
    pgconn.send_prepare(name, text)
    pgconn.send_query_prepared(name, values)
    prepared.add(statement.name)
    return 3


def _receive_results(pgconn: PGconn) -> abc.PQGen[list[PGresult]]:
    """Send what is queued and return the results of all messages up to the Sync."""
    yield from generators.send(pgconn)
    results: list[PGresult] = []
    while True:
        (result,) = yield from generators.fetch_many(pgconn)
        if result.status == ExecStatus.PIPELINE_SYNC:
            return results
        results.append(result)


def _find_error(driver: DriverConnection, results: Sequence[PGresult]) -> psycopg.Error | None:
    """Return the first error among the results. Close the connection if a prepared statement is lost."""
    failed = next((result for result in results if result.status == ExecStatus.FATAL_ERROR), None)
    if failed is None:
        return None
    error = error_from_result(failed)
    if error.sqlstate in LOST_STATEMENT_SQLSTATES:
        driver.close()
    return error


def _load_rows(transformer: abc.Transformer, result: PGresult) -> list[Row]:
    """Return the rows of a result, converted to Python."""
    transformer.set_pgresult(result)
    columns = [(result.fname(position) or b"").decode() for position in range(result.nfields)]
    return transformer.load_rows(0, result.ntuples, lambda row: dict(zip(columns, row, strict=True)))
