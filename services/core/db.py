"""The engine of this process, and transactions that act for one organisation."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import orjson
import psycopg
from sqlalchemy import BigInteger, Connection, DateTime, Engine, MetaData, Uuid, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, SessionTransaction
from sqlalchemy.orm import Session as Session
from sqlalchemy.pool import ConnectionPoolEntry

from services.core.batches import LOST_STATEMENT_SQLSTATES
from services.core.settings import OPERATOR_VARIABLE, Misconfigured, get_settings
from services.core.tenant_ids import invert_tenant_id

# Set per transaction: a transaction-mode pooler does not preserve session settings.
TRANSACTION_SETTINGS = {
    "lock_timeout": "4s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
    # Compiling takes longer than any statement of the service runs.
    "jit": "off",
}
# Serialization failures and deadlocks are safe to retry.
RETRYABLE_SQLSTATES = ("40001", "40P01")
MAX_ATTEMPTS = 4

Result = TypeVar("Result")


class Base(DeclarativeBase):
    """The base class of every model."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True), UUID: Uuid(), int: BigInteger()}


def get_engine() -> Engine:
    """Return the engine of this process. A forked worker gets one of its own: connections cannot be shared."""
    return _engine_of_process(os.getpid())


def dispose_engines() -> None:
    """Close all pooled connections of this process."""
    engines = [_engine_of_process(os.getpid())]
    if get_settings().operator_database_url:
        engines.append(_autocommit_operator_engine(os.getpid()))
    for engine in engines:
        engine.dispose()


@cache
def _engine_of_process(_pid: int) -> Engine:
    """Create the engine of the process with this id, once."""
    settings = get_settings()
    return create_pooled_engine(settings.database_url, pool_size=settings.threads)


def create_pooled_engine(url: str, *, pool_size: int = 2) -> Engine:
    """Return an engine for a database URL. Errors never show statement parameters, which may be personal data."""
    # prepare_threshold=None: only services.core.batches prepares statements.
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=2,
        # The connection that was used last has prepared the statements that come next.
        pool_use_lifo=True,
        json_deserializer=orjson.loads,
        connect_args={"prepare_threshold": None, "connect_timeout": 5},
    )
    event.listen(engine, "checkout", _reject_closed_connection)
    return engine


def _reject_closed_connection(driver: Any, record: ConnectionPoolEntry, _fairy: object) -> None:
    """Raise an error for a pooled connection that the server has closed.

    A closed connection makes its socket readable; polling detects that without a round trip.
    """
    poll = select.poll()
    if not driver.closed:
        poll.register(driver.fileno(), select.POLLIN)
    if driver.closed or poll.poll(0):
        # The pool replaces connections that were closed while idle. If a new one is closed, the server is stopping.
        raise InvalidatePoolError if record.info else psycopg.OperationalError("the server closed the connection")
    record.info["was_open"] = True


class TenantSession(Session):
    """A session whose transactions act for one organisation, on any pooled connection.

    With `as_operator` they have the rights of operators' commands.
    `driver` is the psycopg connection during a transaction, from the first statement on, and None outside.
    """

    def __init__(self, organisation_id: UUID | None, *, as_operator: bool = False) -> None:
        # Autocommit: `_begin_transaction` sends BEGIN together with the settings, in one round trip.
        engine = _autocommit_operator_engine if as_operator else _autocommit_engine
        super().__init__(engine(os.getpid()), expire_on_commit=False)
        self.organisation_id = organisation_id
        self.driver: Any = None


@cache
def _autocommit_engine(_pid: int) -> Engine:
    """Return the process's engine without automatic BEGIN."""
    return get_engine().execution_options(isolation_level="AUTOCOMMIT")


@cache
def _autocommit_operator_engine(_pid: int) -> Engine:
    """Create the engine for operators' commands, without automatic BEGIN. Raises Misconfigured without its address."""
    settings = get_settings()
    if settings.operator_database_url is None:
        raise Misconfigured(f"{OPERATOR_VARIABLE} must be set for this command")
    engine = create_pooled_engine(settings.operator_database_url, pool_size=settings.threads)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def build_settings_sql(organisation: str, registration: str) -> str:
    """Return the statement that sets organisation, timeouts and time zone for the current transaction.

    Both arguments are SQL expressions for ids as text: the organisation's tenant id, and the id under which it is
    registered if it is a union (services/core/tenant_ids.py). Empty texts mean none.
    """
    ids = {"app.organisation": organisation, "app.registration": registration}
    values = ids | {name: f"'{value}'" for name, value in TRANSACTION_SETTINGS.items()}
    return "select " + ", ".join(f"set_config('{name}', {value}, true)" for name, value in values.items())


@event.listens_for(TenantSession, "after_begin")
def _begin_transaction(session: TenantSession, _transaction: SessionTransaction, connection: Connection) -> None:
    """Send BEGIN and the transaction settings."""
    # Set also when it is empty: a pooled connection may hold the value of an earlier transaction.
    organisation = UUID(str(session.organisation_id)) if session.organisation_id else None
    registration = invert_tenant_id(organisation) if organisation else ""
    connection.exec_driver_sql("begin; " + build_settings_sql(f"'{organisation or ''}'", f"'{registration}'"))
    session.driver = connection.connection.driver_connection


@event.listens_for(TenantSession, "after_transaction_end")
def _forget_driver_connection(session: TenantSession, transaction: SessionTransaction) -> None:
    """Clear `driver` when the outermost transaction has ended."""
    if transaction.parent is None:
        session.driver = None


@contextmanager
def transaction(organisation_id: UUID | None, *, as_operator: bool = False) -> Iterator[Session]:
    """Open a session in one transaction for an organisation; commit at the end of the block, roll back on errors.

    With None no organisation is set, and row-level security shows no row of any tenant. With `as_operator` the
    transaction may also write what belongs to operators: organisations, agreements, clients and keys.

    Raises:
        Misconfigured: `as_operator`, and OPERATOR_DATABASE_URL is not set.
    """
    with TenantSession(organisation_id, as_operator=as_operator) as session, session.begin():
        yield session


def run_as_operator(organisation_id: UUID | None, work: Callable[[Session], Result]) -> Result:
    """Run `work` like `run_in_transaction`, with the rights of operators' commands. Raises Misconfigured."""
    return run_in_transaction(organisation_id, work, as_operator=True)


def run_in_transaction(
    organisation_id: UUID | None, work: Callable[[Session], Result], *, as_operator: bool = False
) -> Result:
    """Run `work` in a transaction of its own and return its result; repeat it after a serialization failure."""
    for attempt in range(MAX_ATTEMPTS):
        try:
            with transaction(organisation_id, as_operator=as_operator) as session:
                return work(session)
        except DBAPIError as error:
            if not is_retryable(error) or attempt == MAX_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def is_retryable(error: DBAPIError) -> bool:
    """Return True if PostgreSQL has rolled back and the same transaction can simply be repeated."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    is_lost_statement = error.connection_invalidated and sqlstate in LOST_STATEMENT_SQLSTATES
    return sqlstate in RETRYABLE_SQLSTATES or is_lost_statement
