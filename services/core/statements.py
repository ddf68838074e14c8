"""Run hot SQL statements, which are compiled once, prepared by name, and sent in batches.

Row-level security applies as everywhere: the session's transaction, or the short one of `run_once`, acts for one
organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection

from services.core import batches, db
from services.core.batches import BoundStatement as BoundStatement
from services.core.batches import DriverConnection
from services.core.batches import Row as Row
from services.core.compiled_statements import compile_statement
from services.core.compiled_statements import compiled_once as compiled_once
from services.core.compiled_statements import insert_into as insert_into
from services.core.settings import get_settings
from services.core.tenant_ids import invert_tenant_id


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
    is_named = get_settings().prepared_statements
    batch = (_FORCE_GENERIC_PLANS, *statements, _RESET_PLANS) if is_named else statements
    try:
        results = _run_batch(connection.connection, batch)
    except DBAPIError as error:
        if error.connection_invalidated:
            connection.invalidate(error)
        raise
    return results[1:-1] if is_named else results


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

    None is for tables without tenants' rows. The organisation is set for this transaction only. What PostgreSQL rolled
    back for a reason that does not last is repeated once.
    """
    try:
        return _run_transaction(organisation_id, statements)
    except DBAPIError as error:
        if not db.is_retryable(error):
            raise
    return _run_transaction(organisation_id, statements)


def _run_transaction(organisation_id: UUID | None, statements: Sequence[BoundStatement]) -> list[list[Row]]:
    """Run statements in a transaction of their own. Without BEGIN: the statements of a batch are one transaction."""
    set_tenant = _SET_TENANT.bind(
        me=str(organisation_id or ""),
        registration=str(invert_tenant_id(organisation_id)) if organisation_id else "",
        plans="force_generic_plan" if get_settings().prepared_statements else "auto",
    )
    with _pooled_connection() as pooled:
        return _run_batch(pooled, (set_tenant, *statements))[1:]


@contextmanager
def _pooled_connection() -> Iterator[PoolProxiedConnection]:
    """Lend a connection of the pool; drop it from the pool after an error."""
    try:
        pooled = db.get_engine().raw_connection()
    except psycopg.Error as error:
        raise _to_sqlalchemy_error(error) from error
    try:
        yield pooled
    except BaseException:
        pooled.invalidate()
        raise
    finally:
        pooled.close()


def _run_batch(pooled: PoolProxiedConnection, statements: Sequence[BoundStatement]) -> list[list[Row]]:
    """Run the statements on a connection of the pool. Raises DBAPIError."""
    driver = cast(DriverConnection, pooled.driver_connection)
    prepared = pooled.info.setdefault("prepared", set()) if get_settings().prepared_statements else None
    try:
        return batches.run_batch(driver, statements, prepared)
    except psycopg.Error as error:
        if driver.closed and error.sqlstate in batches.LOST_STATEMENT_SQLSTATES:
            # The other connections of the pool may have lost it too.
            db.dispose_engines()
        raise _to_sqlalchemy_error(error, is_disconnect=driver.closed) from error


def _to_sqlalchemy_error(error: psycopg.Error, *, is_disconnect: bool = False) -> Exception:
    """Return the SQLAlchemy error for a psycopg error, without the statement's parameters."""
    return cast(
        Exception,
        DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=is_disconnect
        ),
    )


_SET_TENANT = compile_statement(
    text(f"{db.build_settings_sql(':me', ':registration')}, set_config('plan_cache_mode', :plans, true)"), "set_tenant"
)
_FORCE_GENERIC_PLANS = compile_statement(text("set local plan_cache_mode = force_generic_plan"), "force_generic").bind()
_RESET_PLANS = compile_statement(text("set local plan_cache_mode = auto"), "reset_plans").bind()
