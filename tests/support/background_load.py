"""Clients that report, amend and read feeds in the background, and remember the acknowledged versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

import requests

from services.policy.field_access import ResourceView
from tests.api.world import World, incident_body
from tests.support.retrying_client import FeedReader, RetryingClient, is_contiguous

TIMEOUT_SECONDS = 90
REPORTERS = ("school", "other_school", "union", "school")
PAGE_SIZES = (3, 50)


@dataclass(slots=True)
class BackgroundLoad:
    """The state of the load: the last acknowledged version and the reporter of each incident, by its id."""

    base_url: str
    world: World
    stopping: Event = field(default_factory=Event)
    writers_stopped: Event = field(default_factory=Event)
    acknowledged: dict[str, int] = field(default_factory=dict)
    reporters: dict[str, str] = field(default_factory=dict)
    clients: list[RetryingClient] = field(default_factory=list)
    feed_readers: list[FeedReader] = field(default_factory=list)

    def count_retries(self, reason: str) -> int:
        """Return how often the clients retried for this reason."""
        return sum(client.retries[reason] for client in self.clients)

    def assert_nothing_is_lost(self) -> None:
        """Fail unless every acknowledged version is in every feed, once, in one order and without a gap."""
        first, *others = [reader.entries for reader in self.feed_readers]
        assert all(is_contiguous(entries) for entries in (first, *others))
        order = [(entry["seq"], entry["event_id"]) for entry in first]
        for entries in others:
            assert [(entry["seq"], entry["event_id"]) for entry in entries] == order
        versions = Counter(
            (incident_id, version)
            for incident_id, newest in self.acknowledged.items()
            for version in range(1, newest + 1)
        )
        assert _count_incident_versions(first) == versions
        for party in {*self.reporters.values()}:
            entries = self.add_client(party).read_feed()
            assert is_contiguous(entries)
            own_versions = Counter({version: 1 for version in versions if self.reporters[version[0]] == party})
            assert _count_incident_versions(entries) == own_versions

    def add_client(self, party: str) -> RetryingClient:
        """Return one more client of the party."""
        client = RetryingClient(self.base_url, getattr(self.world, party).token)
        self.clients.append(client)
        return client

    def report_until_stopped(self, party: str) -> None:
        """Report incidents and amend each once, until the load is stopping."""
        client = self.add_client(party)
        while not self.stopping.is_set():
            incident = client.post("/incidents", incident_body()).json()
            self.reporters[incident["id"]] = party
            self.acknowledged[incident["id"]] = incident["version"]
            self._amend(client, incident)

    def _amend(self, client: RetryingClient, incident: ResourceView) -> None:
        """Amend the incident; when the response is lost, read whether the amendment was made."""
        path, version = f"/incidents/{incident['id']}", incident["version"]
        while True:
            try:
                response = client.patch(path, {"view_band": "lt1k"}, If_Match=f'"{version}"')
            except requests.ConnectionError:
                continue
            if not client.should_retry(response):
                break
        amended = client.get(path).json()
        assert response.status_code in (200, 412), response.text
        assert (amended["view_band"], amended["version"]) == ("lt1k", version + 1)
        self.acknowledged[incident["id"]] = amended["version"]

    def read_feed_until_stopped(self, limit: int) -> None:
        """Read the helpline's feed to its end again and again, and once more when all writers have stopped."""
        reader = FeedReader(self.add_client("helpline"), limit)
        self.feed_readers.append(reader)
        while not self.writers_stopped.is_set():
            reader.read_to_end()
        reader.read_to_end()


def _count_incident_versions(entries: Sequence[ResourceView]) -> Counter[tuple[str, int]]:
    # A worker may release weekly figures meanwhile; these entries of the helpline's feed are not counted.
    return Counter((entry["resource_id"], entry["version"]) for entry in entries if entry["resource"] == "incident")


@contextmanager
def run_load(
    base_url: str, world: World, reporters: Sequence[str] = REPORTERS, page_sizes: Sequence[int] = PAGE_SIZES
) -> Iterator[BackgroundLoad]:
    """Run one writer for each reporter and one feed reader for each page size in the block; fail when one fails."""
    load = BackgroundLoad(base_url, world)
    with ThreadPoolExecutor(len(reporters) + len(page_sizes)) as pool:
        readers = [pool.submit(load.read_feed_until_stopped, limit) for limit in page_sizes]
        writers = [pool.submit(load.report_until_stopped, party) for party in reporters]
        try:
            yield load
        finally:
            load.stopping.set()
            wait(writers, timeout=TIMEOUT_SECONDS)
            load.writers_stopped.set()
        for future in [*writers, *readers]:
            future.result(timeout=TIMEOUT_SECONDS)
