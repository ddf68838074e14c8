"""Batches of statements: what they promise, and what they need of the pinned psycopg."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from unittest.mock import patch
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from services.core import batches
from services.core.batches import BoundStatement, DriverConnection, run_batch
from services.embedded_postgres import Cluster
from tests.speed.message_counter import Cost, count_messages
from tests.support.databases import Database

MEGABYTE = 1 << 20
MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)
ADD = BoundStatement("select $1::bigint + 1 as sum", [1], "add")
JOIN = BoundStatement("select $1 || 'b' as word", ["a"], "join")
DIVIDE_BY_ZERO = BoundStatement("select 1 / 0")
FIND_PREPARED = BoundStatement("select name from pg_prepared_statements order by name")


class Letter(StrEnum):
    """A vocabulary."""

    A = "a"


@pytest.fixture
def driver(shared_database: Database) -> Iterator[DriverConnection]:
    """A connection of the application's role."""
    with psycopg.connect(shared_database.app_url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("sql_type", "value", "expected"),
    [
        ("bigint", 1, 1),
        ("bigint", 2**40, 2**40),
        ("bigint", None, None),
        ("boolean", True, True),
        ("double precision", 1.5, 1.5),
        ("text", "ŵ 'quoted' \\ \"", "ŵ 'quoted' \\ \""),
        ("text", Letter.A, "a"),
        ("uuid", UUID(int=1), UUID(int=1)),
        ("bytea", b"\x00\\'\xff", b"\x00\\'\xff"),
        ("date", date(2026, 3, 1), date(2026, 3, 1)),
        ("timestamptz", MOMENT.astimezone(timezone(timedelta(hours=5))), MOMENT),
        ("jsonb", Jsonb({"a": [1, None]}), {"a": [1, None]}),
        ("bigint[]", [1, 2**40, None], [1, 2**40, None]),
        ("text[]", ["a,b", '"', Letter.A.value], ["a,b", '"', "a"]),
        ("text[]", [], []),
        ("uuid[]", [UUID(int=1)], [UUID(int=1)]),
        ("bytea[]", [b"\x00\\", b'"'], [b"\x00\\", b'"']),
        ("timestamptz[]", [MOMENT], [MOMENT]),
        ("boolean[]", [True, False], [True, False]),
    ],
)
@pytest.mark.parametrize("name", ["", "echo"])
def test_values_return_as_they_were_sent(
    driver: DriverConnection, name: str, sql_type: str, value: object, expected: object
) -> None:
    echo = BoundStatement(f"select $1::{sql_type} as value", [value], name)
    assert run_batch(driver, [echo], set()) == [[{"value": expected}]]


def test_times_are_in_utc_whatever_the_time_zone_of_the_connection_is(driver: DriverConnection) -> None:
    driver.execute("set timezone = 'Asia/Tokyo'")
    ((row,),) = run_batch(driver, [BoundStatement("select $1::timestamptz as time", [MOMENT])], set())
    assert (row["time"], row["time"].tzinfo) == (MOMENT, UTC)


def test_each_statement_has_its_rows(driver: DriverConnection) -> None:
    statements = [
        BoundStatement("create temporary table word (text text)"),
        BoundStatement("insert into word values ($1), ($2)", ["a", "b"]),
        BoundStatement("select text from word order by text"),
        BoundStatement("delete from word where text = $1 returning text", ["a"]),
        BoundStatement("select text from word where text = $1", ["a"]),
    ]
    assert run_batch(driver, statements, set()) == [[], [], [{"text": "a"}, {"text": "b"}], [{"text": "a"}], []]


def test_statements_larger_than_all_buffers_do_not_block(driver: DriverConnection) -> None:
    echo = BoundStatement("select $1 as text", ["x" * MEGABYTE])
    results = run_batch(driver, [echo] * 20, set())
    assert [len(row["text"]) for (row,) in results] == [MEGABYTE] * 20


def test_a_batch_is_one_round_trip_and_parses_a_named_statement_once(
    cluster: Cluster, shared_database: Database
) -> None:
    prepared: set[str] = set()
    with (
        count_messages(cluster.server.port) as (counter, proxy),
        psycopg.connect(proxy.proxied_url(shared_database.app_url), autocommit=True) as driver,
    ):
        counter.reset()
        run_batch(driver, [ADD, JOIN, ADD], prepared)
        assert counter.read_cost() == Cost(round_trips=1, statements=3, parsed=2)
        counter.reset()
        run_batch(driver, [ADD, JOIN, ADD], prepared)
        assert counter.read_cost() == Cost(round_trips=1, statements=3, parsed=0)


def test_a_batch_is_one_transaction(driver: DriverConnection) -> None:
    driver.execute("create temporary table word (text text)")
    insert = BoundStatement("insert into word values ('a')")
    with pytest.raises(psycopg.errors.DivisionByZero):
        run_batch(driver, [insert, DIVIDE_BY_ZERO, insert], set())
    assert run_batch(driver, [BoundStatement("select text from word")], set()) == [[]]


def test_statements_after_an_error_are_prepared_when_they_are_run_again(driver: DriverConnection) -> None:
    prepared: set[str] = set()
    with pytest.raises(psycopg.errors.DivisionByZero):
        run_batch(driver, [ADD, DIVIDE_BY_ZERO, JOIN], prepared)
    assert run_batch(driver, [ADD, JOIN], prepared) == [[{"sum": 2}], [{"word": "ab"}]]
    assert prepared == {"add", "join"}


def test_a_name_that_another_client_left_on_the_connection_is_replaced(driver: DriverConnection) -> None:
    driver.execute("prepare add as select 'of another client'")
    assert run_batch(driver, [ADD], set()) == [[{"sum": 2}]]


def test_a_connection_is_closed_when_its_prepared_statements_are_lost(driver: DriverConnection) -> None:
    with pytest.raises(psycopg.errors.InvalidSqlStatementName):
        run_batch(driver, [ADD], {"add"})
    assert driver.closed


def test_a_connection_is_closed_when_a_batch_is_interrupted(driver: DriverConnection) -> None:
    with patch.object(batches, "_receive_results", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        run_batch(driver, [ADD], set())
    assert driver.closed


def test_a_value_that_cannot_be_sent_leaves_the_connection_as_it_was(driver: DriverConnection) -> None:
    with pytest.raises(psycopg.ProgrammingError):
        run_batch(driver, [ADD, BoundStatement("select $1", [object()])], set())
    assert run_batch(driver, [ADD], set()) == [[{"sum": 2}]]


def test_statements_beyond_the_limit_run_without_a_name(driver: DriverConnection) -> None:
    prepared: set[str] = set()
    with patch.object(batches, "MAX_PREPARED_STATEMENTS", 1):
        assert run_batch(driver, [ADD, JOIN, FIND_PREPARED], prepared)[1:] == [[{"word": "ab"}], [{"name": "add"}]]


def test_without_names_nothing_is_prepared(driver: DriverConnection) -> None:
    assert run_batch(driver, [ADD, FIND_PREPARED], None) == [[{"sum": 2}], []]
