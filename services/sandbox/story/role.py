"""What all actors have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.sandbox.story.caller import Caller
from services.sandbox.story.expectations import Unexpected, check
from services.sandbox.story.feed import Feed


@dataclass(frozen=True, slots=True)
class Seen:
    """What an actor saw, for the timeline, and what the director may know of it; other actors never do."""

    saw: str
    told: Mapping[str, Any] = field(default_factory=dict)


class Role:
    """Each public method is a leg of the story."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.feed = Feed(caller)
        self.organisation: dict[str, Any] = {}

    def sign_in(self) -> Seen:
        """With the own credentials; and to the end of the own feed, past what came before this story."""
        self.caller.sign_in()
        me = self.caller.get("/me").body
        check("the client of the token", me["client_id"], self.caller.client["client_id"])
        check("the scopes of the token", set(me["scopes"]), self.caller.scopes)
        self.organisation = me["organisation"]
        self.feed.new()
        return Seen("a token", {"id": self.organisation["id"], "name": self.organisation["name"]})

    def never_heard_of(self, words: Sequence[str]) -> Seen:
        """None of these stands in anything that this actor was ever answered."""
        for word in words:
            if any(word in text for text in self.caller.heard):
                raise Unexpected(f"an answer to the {self.organisation['kind']} contained {word!r}")
        return Seen(f"nothing of it in {len(self.caller.heard)} answers")

    def catch_up(self) -> Seen:
        """To the end of the feed."""
        return Seen(f"{len(self.feed.new())} entries read")

    def nothing_new(self) -> Seen:
        """The feed has stood still since the last look."""
        check("new entries of the feed", [entry["kind"] for entry in self.feed.new()], [])
        return Seen("no new entry")
