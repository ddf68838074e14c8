"""The change feed as its reader uses it: from a cursor onwards, again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from services.sandbox.story.caller import Caller
from services.sandbox.story.expectations import Unexpected

Entry = dict[str, Any]

PATIENCE = 30.0
PAUSE = 0.1
LARGEST_PAGE = 200


class Feed:
    """Remembers how far it has read."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.cursor: str | None = None
        self.last_seq = 0

    def new(self) -> list[Entry]:
        """What has come since the last look."""
        found: list[Entry] = []
        while True:
            known: dict[str, Any] = {"cursor": self.cursor} if self.cursor else {}
            page = self.caller.get("/changes", limit=LARGEST_PAGE, **known).body
            found += page["data"]
            self.cursor = page["next_cursor"]
            if not page["has_more"]:
                return self._without_gap(found)

    def wait_for(self, what: str, wanted: Callable[[Entry], bool], count: int = 1) -> list[Entry]:
        """So many entries that are wanted, as soon as they are there; Unexpected when they do not come."""
        found: list[Entry] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found += [entry for entry in self.new() if wanted(entry)]
            if len(found) >= count:
                return found
            time.sleep(PAUSE)
        raise Unexpected(f"{what} did not come in the feed within {PATIENCE:.0f} seconds")

    def _without_gap(self, entries: list[Entry]) -> list[Entry]:
        for entry in entries:
            if entry["seq"] != self.last_seq + 1:
                raise Unexpected(f"entry {entry['seq']} of the feed came after entry {self.last_seq}")
            self.last_seq = entry["seq"]
        return entries
