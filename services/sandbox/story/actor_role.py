"""The base class of all roles in the story, with the steps that they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.sandbox.story.api_client import ApiClient, JsonObject
from services.sandbox.story.expectations import ExpectationFailed, check_equal
from services.sandbox.story.feed import Feed


@dataclass(frozen=True, slots=True)
class StepResult:
    """The result of a step: a summary to print, and data for the scenario, which other actors never get."""

    summary: str
    data: JsonObject = field(default_factory=dict)


class ActorRole:
    """An organisation's client in the story. Each public method is a step that the scenario can run by its name."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client
        self.feed = Feed(client)
        self.organisation: JsonObject = {}

    def sign_in(self) -> StepResult:
        """Fetch a token, check whose it is, and read the feed to its end, past the entries of earlier runs."""
        self.client.sign_in()
        me = self.client.get("/me").body
        check_equal("client of the token", me["client_id"], self.client.credentials["client_id"])
        check_equal("scopes of the token", set(me["scopes"]), self.client.scopes)
        self.organisation = me["organisation"]
        self.feed.read_new()
        return StepResult("signed in", {"id": self.organisation["id"], "name": self.organisation["name"]})

    def search_responses(self, words: Sequence[str]) -> StepResult:
        """Check that none of the words occurs in any response that this client has received."""
        for word in words:
            if any(word in text for text in self.client.received_texts):
                raise ExpectationFailed(f"a response to the {self.organisation['kind']} contains {word!r}")
        return StepResult(f"no trace in {len(self.client.received_texts)} responses")

    def read_feed(self) -> StepResult:
        """Read the feed to its end."""
        return StepResult(f"{len(self.feed.read_new())} entries read")

    def expect_no_entry(self) -> StepResult:
        """Check that the feed has no new entry."""
        check_equal("new entries of the feed", [entry["kind"] for entry in self.feed.read_new()], [])
        return StepResult("no new entry")
