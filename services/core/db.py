"""One engine per process, and transactions that always act for one organisation."""

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
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm import Session as Session
from sqlalchemy.pool import ConnectionPoolEntry

from services.core.settings import get_settings

# Said in every transaction and not when connecting: behind a pooler nothing lasts that a session was told.
TRANSACTION_SETTINGS = {
    "lock_timeout": "4s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
}
# Serialisation failure and deadlock: the work is sound, only its moment was not.
RETRYABLE_SQLSTATES = ("40001", "40P01")
MAX_ATTEMPTS = 4

T = TypeVar("T")


class Base(DeclarativeBase):
    """The root of every table."""

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
    """This process's engine; a forked child makes its own."""
    return _engine_of_process(os.getpid())


@cache
def _engine_of_process(_pid: int) -> Engine:
    chosen = get_settings()
    return create_pooled_engine(chosen.database_url, pool_size=chosen.threads)


def create_pooled_engine(url: str, *, pool_size: int = 2) -> Engine:
    """An engine for this address. Parameters never appear in errors: they may be personal data."""
    # prepare_threshold=None: prepared statements do not survive a pooler in transaction mode.
    made = create_engine(
        url,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=2,
        json_deserializer=orjson.loads,
        connect_args={"prepare_threshold": None, "connect_timeout": 5},
    )
    event.listen(made, "checkout", _reject_closed_connection)
    return made


def _reject_closed_connection(driver: Any, record: ConnectionPoolEntry, _fairy: Any) -> None:
    """A server that has gone has hung up, and its last words can be read. Unlike a ping this costs no round trip."""
    poll = select.poll()
    if not driver.closed:
        poll.register(driver.fileno(), select.POLLIN)
    if driver.closed or poll.poll(0):
        # The pool replaces what died while it waited. One that died at birth says that the server is going.
        raise InvalidatePoolError if record.info else psycopg.OperationalError("the server hung up")
    record.info["was alive"] = True


class TenantSession(Session):
    """Every transaction of this session acts for one organisation, whichever pooled connection it gets.

    `driver` is the driver's connection from the first statement of a transaction to its end.
    """

    def __init__(self, organisation_id: UUID | None) -> None:
        # The transaction is begun below, by the statement that also says for whom: one round trip for both.
        super().__init__(_autocommit_engine(os.getpid()), expire_on_commit=False)
        self.organisation_id = organisation_id
        self.driver: Any = None


@cache
def _autocommit_engine(_pid: int) -> Engine:
    return get_engine().execution_options(isolation_level="AUTOCOMMIT")


def set_tenant_sql(organisation: str) -> str:
    """The statement with which a transaction begins: for whom it acts, as an expression of SQL, and on what terms."""
    said = {"app.organisation": organisation} | {name: f"'{value}'" for name, value in TRANSACTION_SETTINGS.items()}
    return "select " + ", ".join(f"set_config('{name}', {value}, true)" for name, value in said.items())


@event.listens_for(TenantSession, "after_begin")
def _begin_transaction(session: TenantSession, _transaction: Any, connection: Connection) -> None:
    # Always set, also to nothing: a pooled connection may carry what an earlier one left.
    organisation = UUID(str(session.organisation_id)) if session.organisation_id else ""
    connection.exec_driver_sql("begin; " + set_tenant_sql(f"'{organisation}'"))
    session.driver = connection.connection.driver_connection


@event.listens_for(TenantSession, "after_transaction_end")
def _forget_driver_connection(session: TenantSession, ended: Any) -> None:
    if ended.parent is None:
        session.driver = None


@contextmanager
def transaction(organisation_id: UUID | None) -> Iterator[Session]:
    """A session in one transaction, acting for one organisation; commits at the end of the block, or rolls back.

    With None no organisation is set, and row-level security shows nothing that belongs to anybody.
    """
    with TenantSession(organisation_id) as session, session.begin():
        yield session


def run_in_transaction(organisation_id: UUID | None, work: Callable[[Session], T]) -> T:
    """The result of `work` in a transaction of its own, run again when the database asks for that."""
    for attempt in range(MAX_ATTEMPTS):
        try:
            with transaction(organisation_id) as session:
                return work(session)
        except DBAPIError as error:
            if not is_retryable(error) or attempt == MAX_ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same work may simply be tried again."""
    return getattr(error.orig, "sqlstate", None) in RETRYABLE_SQLSTATES
