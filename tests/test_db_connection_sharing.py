"""Many organisations share few connections, with faults at random: no transaction sees settings or rows of another."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from threading import Event
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

FEW_CONNECTIONS = {"TARIAN_THREADS": "2"}
THREADS = 6
SELECT_TENANT = BoundStatement("select current_setting('app.organisation') as organisation_id")
SELECT_OWNERS = BoundStatement(
    "select organisation_id from access union select organisation_id from feed_entry"
    " union select organisation_id from event"
)
# Failures between two statements of one round trip: an error, a timeout, a broken connection, a bad parameter.
FAULTS = (
    [BoundStatement("select 1 / 0")],
    [
        BoundStatement("select set_config('statement_timeout', '5ms', true)"),
        BoundStatement("select pg_sleep(1)"),
    ],
    [BoundStatement("select pg_terminate_backend(pg_backend_pid())")],
    [BoundStatement("select $1", [object()])],
)
# Without the server's own background processes, which cannot be cancelled.
OTHER_BACKENDS = """
select pid from pg_stat_activity where datname = current_database() and usename = current_user
and backend_type = 'client backend' and pid <> pg_backend_pid()
"""
LEFTOVER_TENANT = "select current_setting('app.organisation', true)"
DISTURBANCE_INTERVAL_SECONDS = 0.1

Action = Callable[[random.Random, UUID], object]


def assert_isolated(organisation_id: UUID, results: Sequence[Sequence[Mapping[str, object]]]) -> None:
    """Check the first result, of SELECT_TENANT, and the last, of SELECT_OWNERS."""
    assert results[0] == [{"organisation_id": str(organisation_id)}]
    assert {row["organisation_id"] for row in results[-1]} <= {organisation_id}


def read(_rng: random.Random, organisation_id: UUID) -> None:
    """Read in one round trip."""
    assert_isolated(organisation_id, read_with_retry(organisation_id, SELECT_TENANT, SELECT_OWNERS))


def read_with_fault(rng: random.Random, organisation_id: UUID) -> None:
    """Read in one round trip that fails in its middle."""
    with pytest.raises(DBAPIError):
        read_with_retry(organisation_id, SELECT_TENANT, *rng.choice(FAULTS), SELECT_OWNERS)


def read_twice_in_a_session(_rng: random.Random, organisation_id: UUID) -> None:
    """Read in two transactions of one session."""
    with db.TenantSession(organisation_id) as session:
        for _ in range(2):
            assert_isolated(organisation_id, fetch_batch(session, SELECT_TENANT, SELECT_OWNERS))
            assert_isolated(organisation_id, execute_batch(session, SELECT_TENANT, SELECT_OWNERS))
            assert_isolated(organisation_id, fetch_batch(session, SELECT_TENANT, SELECT_OWNERS))
            session.rollback()


def report_incident(rng: random.Random, organisation_id: UUID) -> UUID | None:
    """Report an incident, every other time with a fault before COMMIT; return its id if it was committed."""
    fault = rng.choice([*FAULTS, *([None] * len(FAULTS))])

    def report(session: Session) -> UUID:
        actor = organisations.load_actor(session, organisation_id)
        incident_id: UUID = incidents.report_incident(session, actor, **factories.report_input())["id"]
        assert_isolated(organisation_id, execute_batch(session, SELECT_TENANT, *(fault or ()), SELECT_OWNERS))
        return incident_id

    with suppress(DBAPIError):
        return db.run_in_transaction(organisation_id, report)
    return None


ACTIONS: list[Action] = [read, read_with_fault, read_twice_in_a_session, report_incident]


@pytest.mark.parametrize("actions", [200, pytest.param(4000, marks=slow)])
def test_shared_connections_carry_nothing_over_and_every_acknowledged_report_is_stored(
    database: Database, actions: int
) -> None:
    # given four schools
    helpline = factories.create_organisation(Kind.HELPLINE)
    schools = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(4)]
    factories.create_agreement(helpline, *schools)
    acknowledged: set[tuple[UUID, UUID]] = set()

    def act_at_random(seed: int) -> None:
        rng = random.Random(seed)
        school = rng.choice(schools)
        try:
            incident_id = rng.choice(ACTIONS)(rng, school)
        except DBAPIError as error:
            # The disturbances from outside cause only errors that the service knows.
            if to_domain_error(error) is None:
                raise
        else:
            acknowledged.update([(incident_id, school)] if isinstance(incident_id, UUID) else [])

    # when they read and report on two connections that are disturbed all the while
    with set_environment(FEW_CONNECTIONS):
        with disturb_connections(database), ThreadPoolExecutor(THREADS) as pool:
            for _ in pool.map(act_at_random, range(actions)):
                pass
        # then no connection has an organisation set outside of a transaction
        assert {read_leftover_tenant() for _ in range(10)} <= {None, ""}
    # and every acknowledged report is stored
    with psycopg.connect(database.owner_url) as owner:
        stored = {*owner.execute("select id, owner_id from incident").fetchall()}
    assert acknowledged
    assert acknowledged <= stored


@contextmanager
def disturb_connections(database: Database) -> Iterator[None]:
    """Cancel a random statement or terminate a random connection, ten times a second in the block."""
    stopping = Event()

    def disturb() -> None:
        with psycopg.connect(database.app_url, autocommit=True) as connection:
            while not stopping.wait(DISTURBANCE_INTERVAL_SECONDS):
                if pids := [pid for (pid,) in connection.execute(OTHER_BACKENDS).fetchall()]:
                    function = random.choice(["pg_cancel_backend", "pg_terminate_backend"])
                    connection.execute(f"select {function}(%s)", [random.choice(pids)])

    with ThreadPoolExecutor(1) as pool:
        disturbing = pool.submit(disturb)
        try:
            yield
        finally:
            stopping.set()
            disturbing.result()


def read_leftover_tenant() -> object:
    """Return the organisation that is set on a connection of the pool outside of a transaction."""
    with closing(db.get_engine().raw_connection()) as connection:
        return connection.cursor().execute(LEFTOVER_TENANT).fetchone()[0]
