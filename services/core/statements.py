"""Hot SQL statements: written with SQLAlchemy Core, compiled once, run on the psycopg connection in one pipeline.

Row-level security applies as everywhere: the session's transaction, or the short one of `run_once`, acts for one
organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, cast
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql import psycopg as dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.core import db
from services.core.tenant_ids import invert_tenant_id

SET_TENANT_SQL = db.build_settings_sql("%(me)s", "%(registration)s")

Parameters = ParamSpec("Parameters")
# A row of a result by column name.
Row: TypeAlias = dict[str, Any]
DriverConnection: TypeAlias = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class BoundStatement:
    """The SQL text of a statement with the values of its parameters."""

    text: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CompiledStatement:
    """The SQL text of a statement. `constants` are parameters whose values are part of the statement."""

    text: str
    constants: Mapping[str, object]

    def bind(self, **parameters: object) -> BoundStatement:
        """Return the statement with these parameter values."""
        return BoundStatement(self.text, {**self.constants, **parameters})


_compiled: dict[tuple[object, ...], CompiledStatement] = {}


def compiled_once(build: Callable[Parameters, Executable]) -> Callable[Parameters, CompiledStatement]:
    """Decorate a function that builds a statement: compile its result once for each combination of arguments."""

    @wraps(build)
    def get_compiled(*arguments: Parameters.args, **keywords: Parameters.kwargs) -> CompiledStatement:
        key = (build, *arguments, *keywords.items())
        if key not in _compiled:
            _compiled[key] = compile_statement(build(*arguments, **keywords))
        return _compiled[key]

    return get_compiled


def clear_compiled_statements() -> None:
    """Forget all compiled statements, for tests that change the functions from which they are built."""
    _compiled.clear()


def compile_statement(statement: Executable) -> CompiledStatement:
    """Compile a statement for psycopg."""
    psycopg_dialect = dialect.dialect()  # type: ignore[no-untyped-call]
    compiled = cast(Any, statement).compile(dialect=psycopg_dialect)
    constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return CompiledStatement(str(compiled), constants)


def insert_into(model: type[Any], *columns: str) -> Insert:
    """Return an INSERT of these columns; each is a parameter of its own name."""
    return insert(model).values({name: bindparam(name) for name in columns})


def fetch_rows(session: Session, statement: BoundStatement) -> list[Row]:
    """Return the rows of a statement that only reads."""
    return fetch_batch(session, statement)[0]


def fetch_batch(session: Session, *statements: BoundStatement) -> list[list[Row]]:
    """Return the rows of each statement, in one round trip. The statements must only read.

    A session that has not begun its transaction does not begin one for this: under READ COMMITTED every statement sees
    the commits up to its own start, inside a transaction or not.
    """
    if isinstance(session, db.TenantSession) and session.driver is None and not session.new:
        return read_with_retry(session.organisation_id, *statements)
    return execute_batch(session, *statements)


def execute(session: Session, statement: BoundStatement) -> list[Row]:
    """Run a statement in the session's transaction and return the rows of its RETURNING clause, if it has one."""
    return execute_batch(session, statement)[0]


def execute_batch(session: Session, *statements: BoundStatement) -> list[list[Row]]:
    """Run statements in the session's transaction, in one round trip, and return the rows of each."""
    session.flush()
    connection = session.connection()
    driver = cast(DriverConnection, connection.connection.driver_connection)
    try:
        return _run_pipeline(driver, statements)
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate(error)
        raise _to_sqlalchemy_error(error, is_disconnect=driver.closed) from error


def read_with_retry(organisation_id: UUID | None, *statements: BoundStatement) -> list[list[Row]]:
    """Run statements that only read, as `run_once` does; repeat them once on another connection after a disconnect.

    A connection through a pooler looks open even after its server has stopped.
    """
    try:
        return run_once(organisation_id, *statements)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return run_once(organisation_id, *statements)


def run_once(organisation_id: UUID | None, *statements: BoundStatement) -> list[list[Row]]:
    """Run statements in a transaction of their own for the organisation, in one round trip; return the rows of each.

    None is for tables without tenants' rows. The organisation is set for this transaction only.
    """
    registration = str(invert_tenant_id(organisation_id)) if organisation_id else ""
    set_tenant = BoundStatement(SET_TENANT_SQL, {"me": str(organisation_id or ""), "registration": registration})
    is_disconnect = False
    try:
        with _pooled_connection() as driver:
            try:
                return _run_pipeline(driver, (set_tenant, *statements))[1:]
            finally:
                is_disconnect = driver.closed
    except psycopg.Error as error:
        raise _to_sqlalchemy_error(error, is_disconnect=is_disconnect) from error


@contextmanager
def _pooled_connection() -> Iterator[DriverConnection]:
    """Lend a psycopg connection of the pool; drop it from the pool after an error."""
    pooled = db.get_engine().raw_connection()
    try:
        driver = cast(DriverConnection, pooled.driver_connection)
        # The statements of one pipeline form one transaction, without BEGIN.
        driver.autocommit = True
        yield driver
        driver.autocommit = False
    except BaseException:
        pooled.invalidate()
        raise
    finally:
        pooled.close()


def _run_pipeline(driver: DriverConnection, statements: Sequence[BoundStatement]) -> list[list[Row]]:
    """Run the statements in one psycopg pipeline and return the rows of each."""
    cursors = [driver.cursor(row_factory=dict_row) for _ in statements]
    if len(statements) == 1:
        cursors[0].execute(statements[0].text, statements[0].parameters)
    else:
        with driver.pipeline():
            for cursor, statement in zip(cursors, statements, strict=True):
                cursor.execute(statement.text, statement.parameters)
    return [cursor.fetchall() if cursor.description else [] for cursor in cursors]


def _to_sqlalchemy_error(error: psycopg.Error, *, is_disconnect: bool) -> Exception:
    """Return the SQLAlchemy error for a psycopg error, without the statement's parameters."""
    return cast(
        Exception,
        DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=is_disconnect
        ),
    )
