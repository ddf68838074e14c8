"""Four writers who often change their minds and two readers who never wait: nothing lost, doubled or out of order."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services import incidents, organisations
from services.core import clock, db
from services.events import feed
from services.policy.actor import Actor, Kind
from tests import factories
from tests.support.service_calls import call_as

pytestmark = pytest.mark.usefixtures("shared_database")
PATIENCE = 30
WRITERS, ROUNDS, CHANGES_OF_MIND, AMENDS = 4, 20, 0.3, 0.5
Done = tuple[UUID, int]
Told = Counter[Done]


class ChangedMind(Exception):
    """The work was done and is given up just before it is committed."""


@dataclass(slots=True)
class Writer:
    """A school that reports and amends. `committed` is what every feed must tell: (incident, version)."""

    school: UUID
    chance: random.Random
    committed: Told = field(default_factory=Counter)
    open_: list[UUID] = field(default_factory=list)

    def write(self) -> None:
        for _ in range(ROUNDS):
            done = None
            while done is None:
                verb = self._amend if self.open_ and self.chance.random() < AMENDS else self._report
                done = self._try(self.chance.random() < CHANGES_OF_MIND, verb)
            self.committed[done] += 1
            self.open_.append(done[0])

    def _try(self, gives_up: bool, verb: Callable[[Session, Actor], Done]) -> Done | None:
        def work(session: Session) -> Done:
            done = verb(session, organisations.load_actor(session, self.school))
            # Both heads are locked now: whoever comes next has to wait for how this ends.
            time.sleep(self.chance.uniform(0, 0.004))
            if gives_up:
                raise ChangedMind
            return done

        try:
            return db.run_in_transaction(self.school, work)
        except ChangedMind:
            return None

    def _report(self, session: Session, actor: Actor) -> Done:
        made = incidents.report_incident(session, actor, **factories.report_input())
        return made["id"], made["version"]

    def _amend(self, session: Session, actor: Actor) -> Done:
        incident_id = self.chance.choice(self.open_)
        seen = incidents.get_incident(session, actor, incident_id)
        bands = [band for band in ("lt1k", "1k_10k", "gt1m") if band != seen["view_band"]]
        band = self.chance.choice(bands)
        made = incidents.amend_incident(session, actor, incident_id, expected_version=seen["version"], view_band=band)
        return made["id"], made["version"]


@dataclass(slots=True)
class Reader:
    """Polls one feed with its own cursor until it is told that nothing more will come."""

    organisation: UUID
    page: int
    over: Event
    seen: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> None:
        position = None
        while True:
            last_look = self.over.is_set()
            page = call_as(self.organisation, feed.read_changes, position, self.page)
            self.seen += page.entries
            position = page.position
            if last_look and not page.has_more:
                return


def test_nothing_is_lost_doubled_or_out_of_order() -> None:
    # given four schools that report to one helpline, whose feed is therefore contested
    helpline = factories.create_organisation(Kind.HELPLINE)
    schools = [factories.create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(WRITERS)]
    factories.create_agreement(helpline, *schools)
    writers = [Writer(school, random.Random(number)) for number, school in enumerate(schools)]
    over = Event()
    readers = [Reader(helpline, 7, over), Reader(helpline, 50, over)]
    # when all write at once, and both readers read all the while
    with ThreadPoolExecutor(WRITERS + len(readers)) as pool:
        reading = [pool.submit(reader.read) for reader in readers]
        writing = [pool.submit(writer.write) for writer in writers]
        wait(writing, timeout=PATIENCE)
        over.set()
        for work in [*writing, *reading]:
            work.result(timeout=PATIENCE)
    # then every committed change is told once, and nothing else
    committed: Told = sum((writer.committed for writer in writers), Counter())
    assert set(committed.values()) == {1}
    assert len(committed) == WRITERS * ROUNDS
    for reader in readers:
        _assert_sound(reader.seen, committed)
    for writer in writers:
        _assert_sound(call_as(writer.school, feed.read_changes, None, 10_000).entries, writer.committed)


def _assert_sound(seen: list[dict[str, Any]], committed: Told) -> None:
    assert [entry["seq"] for entry in seen] == list(range(1, len(committed) + 1))
    assert Counter((entry["resource_id"], entry["version"]) for entry in seen) == committed
    versions: dict[UUID, int] = {}
    for entry in seen:
        assert entry["version"] == versions.get(entry["resource_id"], 0) + 1
        versions[entry["resource_id"]] = entry["version"]


def test_a_writer_that_waits_for_a_number_keeps_the_order_of_commits(parties: factories.Parties) -> None:
    # given a transaction that has taken a number in the feed of the helpline and is not over
    with ThreadPoolExecutor(1) as pool, db.transaction(parties.school) as session:
        first = incidents.report_incident(
            session, organisations.load_actor(session, parties.school), **factories.report_input()
        )
        # when another school reports meanwhile
        later = pool.submit(factories.create_incident, parties.other_school)
        # then its report waits, and no reader sees anything of either
        time.sleep(0.1)
        assert not later.done()
        assert call_as(parties.helpline, feed.read_changes, None, 10).entries == []
        session.commit()
        second = later.result(timeout=10)
    assert [entry["resource_id"] for entry in call_as(parties.helpline, feed.read_changes, None, 10).entries] == [
        first["id"],
        second["id"],
    ]
    assert clock.now() >= second["created_at"]


@pytest.fixture
def parties() -> factories.Parties:
    """A story of its own."""
    return factories.create_parties()
