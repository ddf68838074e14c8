"""Concurrent writers that often roll back, and readers that poll: no entry is lost, duplicated or out of order."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services import incidents, organisations
from services.core import clock, db
from services.events import feed
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from tests import factories
from tests.support.retrying_client import is_contiguous
from tests.support.service_calls import call_as

pytestmark = pytest.mark.usefixtures("shared_database")
TIMEOUT_SECONDS = 30
WRITERS, CHANGES_EACH = 4, 20
ROLLBACK_PROBABILITY, AMENDMENT_PROBABILITY = 0.3, 0.5
ALL = 10_000
# The id of an incident and its version after a change.
Change = tuple[UUID, int]


class RolledBackError(Exception):
    """Raised by a writer just before COMMIT."""


@dataclass(slots=True)
class Writer:
    """A school that reports and amends incidents. Every feed must have exactly its `committed` changes."""

    school: UUID
    rng: random.Random
    committed: Counter[Change] = field(default_factory=Counter)
    incident_ids: list[UUID] = field(default_factory=list)

    def write(self) -> None:
        """Commit CHANGES_EACH changes, and roll others back in between."""
        for _ in range(CHANGES_EACH):
            change = None
            while change is None:
                verb = self._amend if self.incident_ids and self.rng.random() < AMENDMENT_PROBABILITY else self._report
                change = self._try(verb, roll_back=self.rng.random() < ROLLBACK_PROBABILITY)
            self.committed[change] += 1
            self.incident_ids.append(change[0])

    def _try(self, verb: Callable[[Session, Actor], Change], *, roll_back: bool) -> Change | None:
        def run_verb(session: Session) -> Change:
            change = verb(session, organisations.load_actor(session, self.school))
            # The heads of both feeds are locked now: the next writer waits for the end of this transaction.
            time.sleep(self.rng.uniform(0, 0.004))
            if roll_back:
                raise RolledBackError
            return change

        try:
            return db.run_in_transaction(self.school, run_verb)
        except RolledBackError:
            return None

    def _report(self, session: Session, actor: Actor) -> Change:
        incident = incidents.report_incident(session, actor, **factories.report_input())
        return incident["id"], incident["version"]

    def _amend(self, session: Session, actor: Actor) -> Change:
        incident_id = self.rng.choice(self.incident_ids)
        incident = incidents.get_incident(session, actor, incident_id)
        bands = [band for band in ("lt1k", "1k_10k", "gt1m") if band != incident["view_band"]]
        band = self.rng.choice(bands)
        amended = incidents.amend_incident(
            session, actor, incident_id, expected_version=incident["version"], view_band=band
        )
        return amended["id"], amended["version"]


@dataclass(slots=True)
class Reader:
    """Polls one feed with its own position until the writers have stopped and nothing is left."""

    organisation: UUID
    page_size: int
    writers_stopped: Event
    entries: list[ResourceView] = field(default_factory=list)

    def read(self) -> None:
        """Read the feed into `entries`."""
        position = None
        while True:
            is_last = self.writers_stopped.is_set()
            page = call_as(self.organisation, feed.read_changes, position, self.page_size)
            self.entries += page.entries
            position = page.position
            if is_last and not page.has_more:
                return


def test_no_entry_is_lost_duplicated_or_out_of_order() -> None:
    # given four schools that report to one helpline, so that all contend for its feed
    helpline = factories.create_organisation(Kind.HELPLINE)
    schools = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(WRITERS)]
    factories.create_agreement(helpline, *schools)
    writers = [Writer(school, random.Random(seed)) for seed, school in enumerate(schools)]
    writers_stopped = Event()
    readers = [Reader(helpline, 7, writers_stopped), Reader(helpline, 50, writers_stopped)]
    # when all write at the same time, and both readers read meanwhile
    with ThreadPoolExecutor(WRITERS + len(readers)) as pool:
        reading = [pool.submit(reader.read) for reader in readers]
        writing = [pool.submit(writer.write) for writer in writers]
        wait(writing, timeout=TIMEOUT_SECONDS)
        writers_stopped.set()
        for future in [*writing, *reading]:
            future.result(timeout=TIMEOUT_SECONDS)
    # then every committed change has one entry in each feed, and no other change has one
    committed: Counter[Change] = sum((writer.committed for writer in writers), Counter())
    assert set(committed.values()) == {1}
    assert len(committed) == WRITERS * CHANGES_EACH
    for reader in readers:
        assert_complete(reader.entries, committed)
    for writer in writers:
        assert_complete(call_as(writer.school, feed.read_changes, None, ALL).entries, writer.committed)


def assert_complete(entries: list[ResourceView], committed: Counter[Change]) -> None:
    """Fail unless the entries are exactly the committed changes, and the versions of each incident are in order."""
    assert len(entries) == len(committed)
    assert is_contiguous(entries)
    assert Counter((entry["resource_id"], entry["version"]) for entry in entries) == committed
    versions: dict[UUID, int] = {}
    for entry in entries:
        assert entry["version"] == versions.get(entry["resource_id"], 0) + 1
        versions[entry["resource_id"]] = entry["version"]


def test_feed_numbers_are_in_the_order_of_commits(parties: factories.Parties) -> None:
    # given a transaction that has taken a number in the feed of the helpline and has not committed
    with ThreadPoolExecutor(1) as pool, db.transaction(parties.school) as session:
        actor = organisations.load_actor(session, parties.school)
        first = incidents.report_incident(session, actor, **factories.report_input())
        # when another school reports meanwhile
        reporting = pool.submit(factories.create_incident, parties.other_school)
        # then its report waits, and no reader sees an entry of either
        time.sleep(0.1)
        assert not reporting.done()
        assert call_as(parties.helpline, feed.read_changes, None, 10).entries == []
        session.commit()
        second = reporting.result(timeout=10)
    # and after the commit both have entries, in this order
    changes = call_as(parties.helpline, feed.read_changes, None, 10)
    assert [entry["resource_id"] for entry in changes.entries] == [first["id"], second["id"]]
    assert clock.now() >= second["created_at"]


@pytest.fixture
def parties() -> factories.Parties:
    """New organisations, so that every feed begins empty."""
    return factories.create_parties()
