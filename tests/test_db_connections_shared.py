"""Few lines, many organisations, a fault at every turn: whoever is next on a line finds nothing of the one before."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services import incidents, organisations
from services.core import db
from services.core.db_errors import to_domain_error
from services.core.statements import BoundStatement, execute_batch, fetch_batch, read_with_retry
from services.policy.actor import Kind
from tests import factories
from tests.support.databases import Database, set_environment
from tests.support.markers import slow

LINES = {"TARIAN_THREADS": "2"}
CALLERS = 6
WHO = BoundStatement("select current_setting('app.organisation') as me", {})
WHOSE = BoundStatement(
    "select organisation_id as me from access union select organisation_id from feed_entry"
    " union select organisation_id from event",
    {},
)
# What goes wrong between two questions of one round trip: with the answer, with the time, with the line, with us.
FAULTS = (
    [BoundStatement("select 1 / 0", {})],
    [
        BoundStatement("select set_config('statement_timeout', '5ms', true)", {}),
        BoundStatement("select pg_sleep(1)", {}),
    ],
    [BoundStatement("select pg_terminate_backend(pg_backend_pid())", {})],
    [BoundStatement("select %(what)s", {"what": object()})],
)
# Not those that the server starts for itself, which nobody may cancel.
BACKENDS = """
select pid from pg_stat_activity where datname = current_database() and usename = current_user
and backend_type = 'client backend' and pid <> pg_backend_pid()
"""
LEFT_BEHIND = "select current_setting('app.organisation', true)"

Turn = Callable[[random.Random, UUID], object]


def mine(me: UUID, answers: list[list[dict[str, Any]]]) -> None:
    """The first answer is to WHO, the last to WHOSE."""
    assert answers[0] == [{"me": str(me)}]
    assert {row["me"] for row in answers[-1]} <= {me}


def looks(_chance: random.Random, me: UUID) -> None:
    mine(me, read_with_retry(me, WHO, WHOSE))


def looks_in_vain(chance: random.Random, me: UUID) -> None:
    with pytest.raises(DBAPIError):
        read_with_retry(me, WHO, *chance.choice(FAULTS), WHOSE)


def works_and_begins_again(_chance: random.Random, me: UUID) -> None:
    with db.TenantSession(me) as session:
        for _ in range(2):
            mine(me, fetch_batch(session, WHO, WHOSE))
            mine(me, execute_batch(session, WHO, WHOSE))
            mine(me, fetch_batch(session, WHO, WHOSE))
            session.rollback()


def reports(chance: random.Random, me: UUID) -> UUID | None:
    """The id of what was acknowledged, unless something went wrong before COMMIT."""
    wrong = chance.choice([*FAULTS, *([None] * len(FAULTS))])

    def work(session: Session) -> UUID:
        made: UUID = incidents.report(session, organisations.load_actor(session, me), **factories.report_input())["id"]
        mine(me, execute_batch(session, WHO, *(wrong or ()), WHOSE))
        return made

    with suppress(DBAPIError):
        return db.run_in_transaction(me, work)
    return None


TURNS: list[Turn] = [looks, looks_in_vain, works_and_begins_again, reports]


@pytest.mark.parametrize("turns", [200, pytest.param(4000, marks=slow)])
def test_no_line_carries_anything_to_the_next_and_what_was_acknowledged_is_kept(database: Database, turns: int) -> None:
    helpline = factories.create_organisation(Kind.HELPLINE)
    schools = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(4)]
    factories.create_agreement(helpline, *schools)
    acknowledged: set[tuple[UUID, UUID]] = set()

    def take(turn: int) -> None:
        chance = random.Random(turn)
        me = chance.choice(schools)
        try:
            made = chance.choice(TURNS)(chance, me)
        except DBAPIError as error:
            # Only those that are sent at random from outside.
            if to_domain_error(error) is None:
                raise
        else:
            acknowledged.update([(made, me)] if isinstance(made, UUID) else [])

    with set_environment(LINES):
        with disturbed(database), ThreadPoolExecutor(CALLERS) as callers:
            for _ in callers.map(take, range(turns)):
                pass
        assert {left_behind() for _ in range(10)} <= {None, ""}
    with psycopg.connect(database.owner_url) as owner:
        kept = {*owner.execute("select id, owner_id from incident").fetchall()}
    assert acknowledged
    assert acknowledged <= kept


@contextmanager
def disturbed(database: Database) -> Iterator[None]:
    """Ten times a second somebody's question is cancelled, or somebody's line is cut."""
    over = Event()

    def disturb() -> None:
        with psycopg.connect(database.app_url, autocommit=True) as other:
            while not over.wait(0.1):
                if pids := [pid for (pid,) in other.execute(BACKENDS).fetchall()]:
                    how = random.choice(["pg_cancel_backend", "pg_terminate_backend"])
                    other.execute(f"select {how}(%s)", [random.choice(pids)])

    with ThreadPoolExecutor(1) as apart:
        disturbing = apart.submit(disturb)
        try:
            yield
        finally:
            over.set()
            disturbing.result()


def left_behind() -> Any:
    with closing(db.get_engine().raw_connection()) as line:
        return line.cursor().execute(LEFT_BEHIND).fetchone()[0]
