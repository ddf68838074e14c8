"""Who is in the fuzzer's world, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.policy.actor import Kind
from services.sandbox.story.api_client import ApiClient
from tests.fuzz.holdings import Holdings
from tests.fuzz.parties import organisation_of, token_of

# As words of neutral texts; each stands in one text only.
CANARIES = {
    "school": "heron",
    "other school": "otter",
    "far school": "puffin",
    "union": "badger",
    "other union": "lynx",
}
PLATFORMS = {"tiktok": "platform", "youtube": "other platform"}
# Helplines last: what they send on, others may see from then on.
PEERS = {
    Kind.SCHOOL: ("school", "other school"),
    Kind.UNION: ("union", "other union"),
    Kind.PLATFORM: ("platform", "other platform"),
    Kind.GOVERNMENT: ("government", "other government"),
    Kind.HELPLINE: ("helpline", "far helpline"),
}


@dataclass(slots=True)
class World:
    """Callers by the part they play. `addresses` are what was reported, `cards` those that nobody has used.

    `platforms` are the organisations where each subject was posted, `subjects` those of each escalation,
    `free` those that are accepted and in none.
    """

    base_url: str
    parties: dict[str, ApiClient] = field(default_factory=dict)
    holdings: Holdings = field(default_factory=Holdings)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    cards: list[dict[str, str]] = field(default_factory=list)
    platforms: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> ApiClient:
        return self.parties[name]

    def move_to(self, base_url: str) -> None:
        """Everybody turns to another server of the same database."""
        self.base_url = base_url
        for caller in self.parties.values():
            caller.base_url = base_url
            token_of(caller)

    def id_of(self, name: str) -> str:
        """Of a party's organisation."""
        return str(organisation_of(self[name]))
