"""The counter counts round trips, statements and parsed statements exactly."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import TupleRow

from services.embedded_postgres import Cluster
from tests.speed.message_counter import Cost, MessageCounter, count_messages
from tests.support.databases import Database

Connection = psycopg.Connection[TupleRow]


@pytest.fixture
def counted(cluster: Cluster, database: Database) -> Iterator[tuple[MessageCounter, Connection]]:
    """A counter, and a connection whose messages it counts."""
    with (
        count_messages(cluster.server.port) as (counter, proxy),
        psycopg.connect(proxy.proxied_url(database.app_url), autocommit=True) as connection,
    ):
        counter.reset()
        yield counter, connection


def test_statements_of_a_pipeline_are_one_round_trip(counted: tuple[MessageCounter, Connection]) -> None:
    counter, connection = counted
    with connection.pipeline():
        for number in range(3):
            connection.execute("select %s::int", [number])
    assert counter.read_cost() == Cost(round_trips=1, statements=3, parsed=3)


def test_single_statements_are_a_round_trip_each(counted: tuple[MessageCounter, Connection]) -> None:
    counter, connection = counted
    connection.execute("select 1")
    connection.execute("select %s::int", [2])
    assert counter.read_cost() == Cost(round_trips=2, statements=2, parsed=2)
    assert counter.texts == ["select 1", "select $1::int"]


def test_a_prepared_statement_is_parsed_once(counted: tuple[MessageCounter, Connection]) -> None:
    counter, connection = counted
    connection.execute("select %s::int", [1], prepare=True)
    counter.reset()
    connection.execute("select %s::int", [2], prepare=True)
    assert counter.read_cost() == Cost(round_trips=1, statements=1, parsed=0)
    assert counter.texts == ["select $1::int"]
