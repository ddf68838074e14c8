"""The lines to the database: what they are told for each transaction, and what becomes of those that die."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.core import db
from services.core.db_errors import DatabaseUnavailable, to_domain_error
from services.core.statements import BoundStatement, read_with_retry, run_once
from services.embedded_postgres import Cluster
from tests.support.databases import Database, set_environment
from tests.support.fault_proxy import FaultProxy

pytestmark = pytest.mark.usefixtures("database")
PIDS = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
KILL = "select pg_terminate_backend(%s, 5000)"


@pytest.mark.parametrize("organisation", [uuid4(), None])
def test_every_transaction_and_every_glance_has_its_limits_and_its_clock(database: Database, organisation: Any) -> None:
    """Given a server with other habits, as behind a pooler, the terms are ours."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(f"alter database \"{database.name}\" set timezone = 'Asia/Tokyo'")
    wanted = {**db.TRANSACTION_SETTINGS, "app.organisation": str(organisation or "")}
    asked = "select " + ", ".join(f"current_setting('{name}') as \"{name}\"" for name in wanted)
    with db.transaction(organisation) as session:
        assert dict(session.execute(text(asked)).mappings().one()) == wanted
    assert read_with_retry(organisation, BoundStatement(asked, {})) == [[wanted]]
    with db.get_engine().connect() as after:
        assert after.scalar(text("show statement_timeout")) == "0"


def test_lines_that_died_while_nobody_used_them_are_replaced(database: Database) -> None:
    read_with_retry(None, BoundStatement("select 1", {}))
    _kill_all(database)
    assert read_with_retry(None, BoundStatement("select 1 as one", {})) == [[{"one": 1}]]
    _kill_all(database)
    assert db.run_in_transaction(None, _one) == 1


def test_a_glance_whose_line_dies_under_it_is_asked_once_more(line: FaultProxy) -> None:
    wanted = BoundStatement("select 'glanced' as word", {})
    with line.trap(b"glanced", arrives=True):
        assert read_with_retry(None, wanted) == [[{"word": "glanced"}]]
    with line.trap(b"glanced", arrives=True, times=2), pytest.raises(DBAPIError) as met:
        read_with_retry(None, wanted)
    assert isinstance(to_domain_error(met.value), DatabaseUnavailable)


def test_what_may_have_been_written_is_not_asked_again(line: FaultProxy) -> None:
    with line.trap(b"glanced", arrives=True) as trap, pytest.raises(DBAPIError) as met:
        run_once(None, BoundStatement("select 'glanced' as word", {}))
    assert isinstance(to_domain_error(met.value), DatabaseUnavailable)
    assert trap.times == 0


@pytest.fixture
def line(cluster: Cluster, database: Database) -> Iterator[FaultProxy]:
    """What this process says to its database goes through here."""
    with (
        closing(FaultProxy(cluster.server.port)) as made,
        set_environment({"DATABASE_URL": made.url(database.app_url)}),
    ):
        yield made


def test_a_line_that_is_dead_at_birth_is_no_fault_of_ours(database: Database, stillborn: None) -> None:
    """Given a server that takes connections and hangs up, as one does that is about to end."""
    for ask in (
        lambda: read_with_retry(None, BoundStatement("select 1", {})),
        lambda: db.run_in_transaction(None, _one),
    ):
        with pytest.raises(DBAPIError) as met:
            ask()
        assert isinstance(to_domain_error(met.value), DatabaseUnavailable)


@pytest.fixture
def stillborn(database: Database) -> Iterator[None]:
    """Every new line is cut from the other side before it is used."""

    def cut(driver: Any, _record: Any) -> None:
        with psycopg.connect(database.app_url, autocommit=True) as other:
            other.execute(KILL, [driver.info.backend_pid])

    event.listen(db.get_engine(), "connect", cut)
    yield
    event.remove(db.get_engine(), "connect", cut)


def _one(session: Session) -> Any:
    return session.scalar(text("select 1"))


def _kill_all(database: Database) -> None:
    with psycopg.connect(database.app_url, autocommit=True) as other:
        for (pid,) in other.execute(PIDS).fetchall():
            other.execute(KILL, [pid])
    time.sleep(0.1)
