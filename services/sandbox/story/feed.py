"""Read the change feed of an organisation from a cursor onwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypedDict

from services.sandbox.story.api_client import ApiClient, JsonObject
from services.sandbox.story.expectations import ExpectationFailed

TIMEOUT_SECONDS = 30.0
POLL_SECONDS = 0.1
MAX_PAGE_SIZE = 200


class FeedEntry(TypedDict):
    """An entry of the change feed. `data` is the resource as it is now."""

    seq: int
    kind: str
    resource: str
    resource_id: str
    data: JsonObject


class Feed:
    """Reads the feed and remembers the cursor and the last sequence number."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client
        self.cursor: str | None = None
        self.last_seq = 0

    def read_new(self) -> list[FeedEntry]:
        """Return all entries since the last call; raise ExpectationFailed if a sequence number is missing."""
        entries: list[FeedEntry] = []
        while True:
            page = self._read_page()
            entries += page["data"]
            self.cursor = page["next_cursor"]
            if not page["has_more"]:
                self._check_sequence(entries)
                return entries

    def wait_for(self, description: str, matches: Callable[[FeedEntry], bool], count: int = 1) -> list[FeedEntry]:
        """Return the new entries that match as soon as there are `count` of them.

        Raises:
            ExpectationFailed: they did not appear within TIMEOUT_SECONDS. `description` names them in the message.
        """
        entries: list[FeedEntry] = []
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            entries += [entry for entry in self.read_new() if matches(entry)]
            if len(entries) >= count:
                return entries
            time.sleep(POLL_SECONDS)
        raise ExpectationFailed(f"{description} did not appear in the feed within {TIMEOUT_SECONDS:.0f} seconds")

    def _read_page(self) -> JsonObject:
        """Return the page of the feed after the cursor."""
        if self.cursor is None:
            return self.client.get("/changes", limit=MAX_PAGE_SIZE).body
        return self.client.get("/changes", limit=MAX_PAGE_SIZE, cursor=self.cursor).body

    def _check_sequence(self, entries: list[FeedEntry]) -> None:
        """Raise ExpectationFailed unless the sequence numbers continue without a gap."""
        for entry in entries:
            if entry["seq"] != self.last_seq + 1:
                raise ExpectationFailed(f"entry {entry['seq']} of the feed came after entry {self.last_seq}")
            self.last_seq = entry["seq"]
