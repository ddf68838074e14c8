"""Database connections: the settings of each transaction, and what happens when a connection breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import TupleRow
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from services.core import db
from services.core.db_errors import DatabaseUnavailable, to_domain_error
from services.core.statements import BoundStatement, read_with_retry, run_once
from services.embedded_postgres import Cluster
from tests.support.databases import Database, set_environment
from tests.support.fault_proxy import FaultProxy

pytestmark = pytest.mark.usefixtures("database")
OTHER_BACKENDS = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
TERMINATE_BACKEND = "select pg_terminate_backend(%s, 5000)"
SELECT_ONE = BoundStatement("select 1 as number")
# The proxy recognises this statement by its word.
SELECT_WORD = BoundStatement("select 'needle' as word")
NEEDLE = b"needle"


@pytest.mark.parametrize("organisation_id", [uuid4(), None])
def test_every_transaction_and_every_single_read_has_the_settings_of_the_service(
    database: Database, organisation_id: UUID | None
) -> None:
    # given a server whose defaults differ, as behind a pooler
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(f"alter database \"{database.name}\" set timezone = 'Asia/Tokyo'")
    expected = {**db.TRANSACTION_SETTINGS, "app.organisation": str(organisation_id or "")}
    query = "select " + ", ".join(f"current_setting('{name}') as \"{name}\"" for name in expected)
    # then the settings of the service hold in transactions and in single reads
    with db.transaction(organisation_id) as session:
        assert dict(session.execute(text(query)).mappings().one()) == expected
    assert read_with_retry(organisation_id, BoundStatement(query)) == [[expected]]
    # and they do not stay on the connection
    with db.get_engine().connect() as connection:
        assert connection.scalar(text("show statement_timeout")) == "0"


def test_idle_connections_that_broke_are_replaced(database: Database) -> None:
    read_with_retry(None, SELECT_ONE)
    terminate_all_backends(database)
    assert read_with_retry(None, SELECT_ONE) == [[{"number": 1}]]
    terminate_all_backends(database)
    assert db.run_in_transaction(None, select_one) == 1


def test_a_read_whose_connection_breaks_is_retried_once(proxy: FaultProxy) -> None:
    with proxy.inject_fault(NEEDLE, delivered=True):
        assert read_with_retry(None, SELECT_WORD) == [[{"word": "needle"}]]
    with proxy.inject_fault(NEEDLE, delivered=True, times=2), pytest.raises(DBAPIError) as caught:
        read_with_retry(None, SELECT_WORD)
    assert isinstance(to_domain_error(caught.value), DatabaseUnavailable)


def test_a_statement_that_may_have_written_is_not_retried(proxy: FaultProxy) -> None:
    with proxy.inject_fault(NEEDLE, delivered=True) as fault, pytest.raises(DBAPIError) as caught:
        run_once(None, SELECT_WORD)
    assert isinstance(to_domain_error(caught.value), DatabaseUnavailable)
    assert fault.remaining == 0


@pytest.fixture
def proxy(cluster: Cluster, database: Database) -> Iterator[FaultProxy]:
    """A proxy between this process and its database."""
    with (
        closing(FaultProxy(cluster.server.port)) as proxy,
        set_environment({"DATABASE_URL": proxy.proxied_url(database.app_url)}),
    ):
        yield proxy


@pytest.mark.usefixtures("broken_new_connections")
def test_a_new_connection_that_is_already_broken_means_that_the_database_is_unavailable() -> None:
    """Given a server that accepts connections and closes them, as one does that is shutting down."""
    queries: list[Callable[[], object]] = [
        lambda: read_with_retry(None, SELECT_ONE),
        lambda: db.run_in_transaction(None, select_one),
    ]
    for query in queries:
        with pytest.raises(DBAPIError) as caught:
            query()
        assert isinstance(to_domain_error(caught.value), DatabaseUnavailable)


@pytest.fixture
def broken_new_connections(database: Database) -> Iterator[None]:
    """The server closes every new connection before it is used."""

    def terminate(connection: psycopg.Connection[TupleRow], _entry: ConnectionPoolEntry) -> None:
        with psycopg.connect(database.app_url, autocommit=True) as other:
            other.execute(TERMINATE_BACKEND, [connection.info.backend_pid])

    event.listen(db.get_engine(), "connect", terminate)
    yield
    event.remove(db.get_engine(), "connect", terminate)


def select_one(session: Session) -> object:
    """Return 1 from the database."""
    return session.scalar(text("select 1"))


def terminate_all_backends(database: Database) -> None:
    """Close all connections to the database from the server's side."""
    with psycopg.connect(database.app_url, autocommit=True) as other:
        for (pid,) in other.execute(OTHER_BACKENDS).fetchall():
            other.execute(TERMINATE_BACKEND, [pid])
    time.sleep(0.1)
