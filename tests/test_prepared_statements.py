"""Prepared statements: which statements have generic plans, what happens when they are lost, and how to do without."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from services.core import db
from services.core.batches import DriverConnection
from services.core.compiled_statements import compile_statement
from services.core.statements import execute, execute_batch, read_with_retry, run_once
from tests.api.world import create_world
from tests.speed.operations import OPERATIONS
from tests.support.databases import Database, set_environment

pytestmark = pytest.mark.usefixtures("database", "prepared_statements")

QUICK = ("get an incident", "list changes", "report with one link", "post a decision", "token for an assertion")
SELECT_PLAN_MODE = "select current_setting('plan_cache_mode') as mode"
COMPILED_SELECT_PLAN_MODE = compile_statement(text(SELECT_PLAN_MODE), "plan_mode").bind()
SELECT_NUMBERS = compile_statement(text("select value from number"), "numbers").bind()
INSERT_NUMBER = compile_statement(text("insert into number values (2)"), "insert_number").bind()
READ_PREPARED = "select name, generic_plans, custom_plans from pg_prepared_statements"


@pytest.fixture
def prepared_statements(database: Database) -> Iterator[None]:
    """Prepared statements, also where the other tests run without."""
    with set_environment({"TARIAN_PREPARED_STATEMENTS": "on"}):
        yield


def test_compiled_statements_have_generic_plans_and_statements_of_the_orm_have_not() -> None:
    # given an application
    world = create_world()
    operations = OPERATIONS if "TARIAN_TEST_ALL" in os.environ else QUICK
    # when it works
    with record_plan_modes() as modes:
        for name in operations:
            OPERATIONS[name](world)()
    # then each statement of the ORM ran with a plan for its values
    assert len(modes) > len(operations)
    assert {*modes} == {"auto"}
    # and each compiled statement with a generic plan; only the statement that decides about plans comes before it
    plans = {name: custom for name, _, custom in read_prepared() if "set_tenant" not in name}
    assert len(plans) > len(operations)
    assert {name: custom for name, custom in plans.items() if custom} == {}


@contextmanager
def record_plan_modes() -> Iterator[list[str]]:
    """Record the plan mode in which each statement of SQLAlchemy's engines runs in the block."""
    modes: list[str] = []

    def ask(_connection: object, cursor: Any, *_: object) -> None:
        modes.append(cursor.connection.execute(SELECT_PLAN_MODE).fetchone()[0])

    event.listen(Engine, "before_cursor_execute", ask)
    try:
        yield modes
    finally:
        event.remove(Engine, "before_cursor_execute", ask)


def test_the_orm_has_its_own_plans_before_and_after_a_batch_and_after_its_failure() -> None:
    with db.transaction(None) as session:
        assert session.scalar(text(SELECT_PLAN_MODE)) == "auto"
        assert execute(session, COMPILED_SELECT_PLAN_MODE) == [{"mode": "force_generic_plan"}]
        assert session.scalar(text(SELECT_PLAN_MODE)) == "auto"
        with pytest.raises(Exception, match="division by zero"), session.begin_nested():
            execute_batch(session, compile_statement(text("select 1 / 0"), "fails").bind())
        assert session.scalar(text(SELECT_PLAN_MODE)) == "auto"
    assert run_once(None, COMPILED_SELECT_PLAN_MODE) == [[{"mode": "force_generic_plan"}]]


@pytest.fixture
def numbers(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection, after it has created a table `number` with the row 1."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("create table number (value integer)")
        owner.execute("insert into number values (1)")
        owner.execute("grant select, insert on number to public")
        yield owner


def deallocate_all() -> None:
    """Remove the prepared statements of all pooled connections, as a pooler does that cannot hold them."""
    read_prepared("deallocate all")


USES: dict[str, Callable[[], object]] = {
    "read": lambda: read_with_retry(None, SELECT_NUMBERS)[0][0]["value"],
    "write": lambda: run_once(None, INSERT_NUMBER, SELECT_NUMBERS)[1][0]["value"],
    "transaction": lambda: db.run_in_transaction(None, read_in_transaction),
}


def read_in_transaction(session: Session) -> object:
    """Return the first number."""
    return execute_batch(session, INSERT_NUMBER, SELECT_NUMBERS)[1][0]["value"]


@pytest.mark.parametrize("use", USES)
def test_lost_statements_are_prepared_again(numbers: psycopg.Connection[Any], use: str) -> None:
    # given two connections with prepared statements
    with db.transaction(None) as first, db.transaction(None) as second:
        assert read_in_transaction(first) == read_in_transaction(second) == 1
    assert len(read_prepared()) > 1
    # when they are lost
    deallocate_all()
    # then nobody notices
    assert USES[use]() == 1
    # when the type of a result changes
    numbers.execute("alter table number alter value type text")
    # then nobody notices either
    assert USES[use]() == "1"
    assert USES[use]() == "1"


def test_without_prepared_statements_the_same_statements_have_plans_for_their_values() -> None:
    with set_environment({"TARIAN_PREPARED_STATEMENTS": "off"}):
        world = create_world()
        for name in QUICK:
            OPERATIONS[name](world)()
        with db.transaction(None) as session:
            assert execute(session, COMPILED_SELECT_PLAN_MODE) == [{"mode": "auto"}]
        assert run_once(None, COMPILED_SELECT_PLAN_MODE) == [[{"mode": "auto"}]]
        assert read_prepared() == []


def read_prepared(query: str = READ_PREPARED) -> list[Any]:
    """Run the query on each connection of the pool and return all rows."""
    rows: list[Any] = []
    with ExitStack() as stack:
        for _ in range(cast(QueuePool, db.get_engine().pool).checkedin()):
            connection = stack.enter_context(closing(db.get_engine().raw_connection()))
            cursor = cast(DriverConnection, connection.driver_connection).execute(query)
            rows += cursor.fetchall() if cursor.description else []
    return rows
