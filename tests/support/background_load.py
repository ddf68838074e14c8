"""Partners at work: they report, move and read all the while, and remember what was acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import requests

from tests.api.world import World, incident_body
from tests.support.retrying_client import FeedReader, RetryingClient, is_contiguous

TIMEOUT_SECONDS = 90
REPORTERS = ("school", "other_school", "union", "school")
PAGE_SIZES = (3, 50)


@dataclass(slots=True)
class BackgroundLoad:
    """`acknowledged` is the version that the service told last, by incident; `mine` says whose they are."""

    base_url: str
    world: World
    over: Event = field(default_factory=Event)
    written: Event = field(default_factory=Event)
    acknowledged: dict[str, int] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    clients: list[RetryingClient] = field(default_factory=list)
    following: list[FeedReader] = field(default_factory=list)

    def outside(self, party: str) -> RetryingClient:
        """One more client."""
        made = RetryingClient(self.base_url, getattr(self.world, party).token)
        self.clients.append(made)
        return made

    def report(self, party: str) -> None:
        """Report after report, each amended once."""
        client = self.outside(party)
        while not self.over.is_set():
            made = client.post("/incidents", incident_body()).json()
            self.mine[made["id"]] = party
            self.acknowledged[made["id"]] = made["version"]
            self.amend(client, made)

    def amend(self, client: RetryingClient, made: Mapping[str, Any]) -> None:
        """A change that may be lost on its way back: then the incident itself tells whether it was made."""
        path, before = f"/incidents/{made['id']}", made["version"]
        while True:
            try:
                answer = client.patch(path, {"view_band": "lt1k"}, If_Match=f'"{before}"')
            except requests.ConnectionError:
                continue
            if not client.passing(answer):
                break
        now = client.get(path).json()
        assert answer.status_code in (200, 412), answer.text
        assert (now["view_band"], now["version"]) == ("lt1k", before + 1)
        self.acknowledged[made["id"]] = now["version"]

    def read(self, limit: int) -> None:
        """The helpline's feed, to its end, again and again; and once more when all is written."""
        reader = FeedReader(self.outside("helpline"), limit)
        self.following.append(reader)
        while not self.written.is_set():
            reader.more()
        reader.more()

    def met(self, what: str) -> int:
        """How often that had to be got over."""
        return sum(client.met[what] for client in self.clients)

    def assert_nothing_is_lost(self) -> None:
        """Whatever was acknowledged is there, and every feed tells it once, in one order, without a gap."""
        first, *others = [reader.seen for reader in self.following]
        assert all(is_contiguous(seen) for seen in (first, *others))
        told = [(entry["seq"], entry["event_id"]) for entry in first]
        for seen in others:
            assert [(entry["seq"], entry["event_id"]) for entry in seen] == told
        known = Counter((made, one) for made, last in self.acknowledged.items() for one in range(1, last + 1))
        assert _versions(first) == known
        for party in {*self.mine.values()}:
            entries = self.outside(party).feed()
            assert is_contiguous(entries)
            assert _versions(entries) == Counter({one: 1 for one in known if self.mine[one[0]] == party})


def _versions(entries: Sequence[Mapping[str, Any]]) -> Counter[tuple[str, int]]:
    # A worker may publish the figures of a week meanwhile, which the feed of a helpline tells too.
    return Counter((entry["resource_id"], entry["version"]) for entry in entries if entry["resource"] == "incident")


@contextmanager
def run_load(
    base_url: str, world: World, reporters: Sequence[str] = REPORTERS, pages: Sequence[int] = PAGE_SIZES
) -> Iterator[BackgroundLoad]:
    """In the block they work; after it they have stopped, and none of them met what it could not get over."""
    load = BackgroundLoad(base_url, world)
    with ThreadPoolExecutor(len(reporters) + len(pages)) as pool:
        reading = [pool.submit(load.read, limit) for limit in pages]
        writing = [pool.submit(load.report, party) for party in reporters]
        try:
            yield load
        finally:
            load.over.set()
            wait(writing, timeout=TIMEOUT_SECONDS)
            load.written.set()
        for one in [*writing, *reading]:
            one.result(timeout=TIMEOUT_SECONDS)
