"""The exact number of round trips and statements of each operation. A number that grows or shrinks fails its test.

Whoever means to change a number changes the table: a run of this file writes the counted one to
var/work_per_operation.txt. Run it with TARIAN_TEST_ALL=1 for all operations.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import VAR
from tests.api.world import World, create_world
from tests.speed.message_counter import Cost, MessageCounter, count_messages
from tests.speed.operations import OPERATIONS
from tests.support.databases import Database, set_environment

HOUR_SECONDS = 3600
COUNTED_FILE = VAR / "work_per_operation.txt"
# Round trips, statements, and statements that PostgreSQL has to parse.
EXPECTED = {
    "get an incident": Cost(2, 6, 0),
    "get an own incident": Cost(2, 6, 0),
    "get an escalation": Cost(2, 6, 0),
    "list incidents": Cost(4, 9, 0),
    "list own incidents": Cost(4, 9, 0),
    "list subjects of an incident": Cost(2, 6, 0),
    "list transitions of an incident": Cost(5, 7, 4),
    "list escalations": Cost(4, 10, 0),
    "list escalations of a platform": Cost(4, 9, 0),
    "list decisions": Cost(6, 12, 3),
    "list notices": Cost(6, 10, 4),
    "list verifications": Cost(6, 10, 4),
    "list changes": Cost(3, 11, 0),
    "list changes of a platform": Cost(3, 8, 0),
    "get a locator": Cost(8, 16, 4),
    "get statistics": Cost(5, 7, 4),
    "list organisations": Cost(2, 5, 0),
    "list member cases": Cost(3, 7, 0),
    "list oversights": Cost(3, 7, 0),
    "get me": Cost(5, 8, 3),
    "list vocabularies": Cost(1, 3, 0),
    "report with one link": Cost(15, 45, 3),
    "report with three links": Cost(21, 69, 3),
    "repeat a report": Cost(9, 17, 7),
    "amend an incident": Cost(9, 21, 4),
    "add a link": Cost(14, 39, 4),
    "triage an incident": Cost(11, 27, 4),
    "open an escalation": Cost(23, 47, 12),
    "send an escalation": Cost(33, 68, 17),
    "acknowledge an escalation": Cost(12, 28, 5),
    "post a decision": Cost(14, 37, 5),
    "post a verification": Cost(14, 31, 6),
    "open a member case": Cost(25, 45, 15),
    "token for a secret": Cost(2, 4, 0),
    "token for an assertion": Cost(3, 7, 0),
    "fan out to two incidents": Cost(19, 40, 8),
    "fan out to six incidents": Cost(19, 40, 8),
}
# The others are counted with `script/test --all`.
QUICK = (
    "get an incident",
    "list incidents",
    "list changes",
    "report with one link",
    "post a decision",
    "token for an assertion",
)


@pytest.fixture(scope="module")
def counter(cluster: Cluster, shared_database: Database) -> Iterator[MessageCounter]:
    """The counter of what the application sends to PostgreSQL, without what it reads every few seconds."""
    with (
        patch("auth.keys.CACHE_SECONDS", HOUR_SECONDS),
        count_messages(cluster.server.port) as (message_counter, proxy),
        set_environment(
            {"DATABASE_URL": proxy.proxied_url(shared_database.app_url), "TARIAN_PREPARED_STATEMENTS": "on"}
        ),
    ):
        yield message_counter


@pytest.fixture(scope="module")
def world(counter: MessageCounter) -> World:
    """An application whose statements are counted."""
    return create_world()


@pytest.fixture(scope="module")
def counted() -> Iterator[dict[str, Cost]]:
    """The costs that the tests count; at the end they are written in the form of the table."""
    costs: dict[str, Cost] = {}
    yield costs
    COUNTED_FILE.parent.mkdir(exist_ok=True)
    COUNTED_FILE.write_text("".join(f'    "{name}": Cost{tuple(cost)},\n' for name, cost in costs.items()))


def test_the_table_has_every_operation() -> None:
    assert EXPECTED.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("operation", OPERATIONS if "TARIAN_TEST_ALL" in os.environ else QUICK)
def test_an_operation_costs_what_the_table_says(
    world: World, counter: MessageCounter, counted: dict[str, Cost], operation: str
) -> None:
    # Given an application that has done the same before, and has prepared its statements
    prepare = OPERATIONS[operation]
    prepare(world)()
    call = prepare(world)
    # When it does it again
    counter.reset()
    response = call()
    cost = counted[operation] = counter.read_cost()
    # Then it does exactly this work
    assert response is None or response.status_code < 300, response.json
    statements = "\n".join(counter.texts)
    assert cost == EXPECTED[operation], f"counted {cost} for these statements:\n{statements}"
