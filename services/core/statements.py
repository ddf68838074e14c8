"""Statements that are asked all day: written with SQLAlchemy, compiled once, and run on the driver's own connection.

What is asked together goes in one pipeline, a single round trip. Row-level security holds as everywhere: the session's
transaction, or the short one of `glance`, acts for an organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, cast
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql import psycopg as dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.core import db

SET_TENANT = db.set_tenant_sql("%(me)s")

P = ParamSpec("P")
Row = dict[str, Any]
DriverConnection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class BoundStatement:
    """A statement with its parameters."""

    text: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CompiledStatement:
    """The text of a statement for the driver; `fixed` are the parameters that are the same each time."""

    text: str
    fixed: Mapping[str, Any]

    def bind(self, **parameters: Any) -> BoundStatement:
        """Return the statement with these parameters."""
        return BoundStatement(self.text, {**self.fixed, **parameters})


_compiled: dict[tuple[object, ...], CompiledStatement] = {}


def compiled_once(build: Callable[P, Executable]) -> Callable[P, CompiledStatement]:
    """What `build` writes for these arguments, compiled at the first call. The rest are parameters of the statement."""

    @wraps(build)
    def found(*arguments: P.args, **named: P.kwargs) -> CompiledStatement:
        key = (build, *arguments, *named.items())
        if key not in _compiled:
            _compiled[key] = compile_statement(build(*arguments, **named))
        return _compiled[key]

    return found


def clear_compiled_statements() -> None:
    """Compile everything anew: for tests that change what the statements are built from."""
    _compiled.clear()


def compile_statement(statement: Executable) -> CompiledStatement:
    """The statement for the driver."""
    driver = dialect.dialect()  # type: ignore[no-untyped-call]
    made = cast(Any, statement).compile(dialect=driver)
    return CompiledStatement(str(made), {name: bind.value for name, bind in made.binds.items() if not bind.required})


def insert_into(model: type[Any], *columns: str) -> Insert:
    """An insert of these columns, each a parameter of its own name."""
    return insert(model).values({name: bindparam(name) for name in columns})


def fetch_rows(session: Session, asked: BoundStatement) -> list[Row]:
    """Its rows."""
    return fetch_batch(session, asked)[0]


def fetch_batch(session: Session, *asked: BoundStatement) -> list[list[Row]]:
    """The rows of each, in one round trip: for reading only.

    Where the session has not begun its transaction yet, it need not begin one: at this isolation each statement sees
    what is committed at its own moment, in a transaction or not.
    """
    if isinstance(session, db.TenantSession) and session.driver is None and not session.new:
        return read_with_retry(session.organisation_id, *asked)
    return execute_batch(session, *asked)


def execute(session: Session, asked: BoundStatement) -> list[Row]:
    """The rows that it gives back."""
    return execute_batch(session, asked)[0]


def execute_batch(session: Session, *asked: BoundStatement) -> list[list[Row]]:
    """The rows that each gives back, in the session's transaction and in one round trip."""
    session.flush()
    connection = session.connection()
    driver = cast(DriverConnection, connection.connection.driver_connection)
    try:
        return _run_pipeline(driver, asked)
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate(error)
        raise _to_sqlalchemy_error(error, lost=driver.closed) from error


def read_with_retry(organisation_id: UUID | None, *asked: BoundStatement) -> list[list[Row]]:
    """The rows of each, as by `at_once`: for reading only. When the line is lost it is asked once more, on another.

    Behind a pooler a line looks sound whose server has gone.
    """
    try:
        return run_once(organisation_id, *asked)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return run_once(organisation_id, *asked)


def run_once(organisation_id: UUID | None, *asked: BoundStatement) -> list[list[Row]]:
    """The rows of each, in a transaction of their own that acts for the organisation, all in one round trip.

    With None it is for tables that hold no tenant's rows. An organisation is never set for longer than a transaction.
    """
    acting = BoundStatement(SET_TENANT, {"me": str(organisation_id or "")})
    lost = False
    try:
        with _pooled_connection() as driver:
            try:
                return _run_pipeline(driver, (acting, *asked))[1:]
            finally:
                lost = driver.closed
    except psycopg.Error as error:
        raise _to_sqlalchemy_error(error, lost=lost) from error


@contextmanager
def _pooled_connection() -> Iterator[DriverConnection]:
    pooled = db.get_engine().raw_connection()
    try:
        driver = cast(DriverConnection, pooled.driver_connection)
        # What goes in one pipeline is one transaction, without a BEGIN.
        driver.autocommit = True
        yield driver
        driver.autocommit = False
    except BaseException:
        pooled.invalidate()
        raise
    finally:
        pooled.close()


def _run_pipeline(driver: DriverConnection, asked: Sequence[BoundStatement]) -> list[list[Row]]:
    cursors = [driver.cursor(row_factory=dict_row) for _ in asked]
    if len(asked) == 1:
        cursors[0].execute(asked[0].text, asked[0].parameters)
    else:
        with driver.pipeline():
            for cursor, one in zip(cursors, asked, strict=True):
                cursor.execute(one.text, one.parameters)
    return [cursor.fetchall() if cursor.description else [] for cursor in cursors]


def _to_sqlalchemy_error(error: psycopg.Error, *, lost: bool) -> Exception:
    """As SQLAlchemy would have raised it, without the parameters."""
    return cast(
        Exception,
        DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=lost),
    )
