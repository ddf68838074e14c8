"""The parties of the fuzzer's world, and what exists in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.policy.actor import Kind
from services.sandbox.story.api_client import ApiClient
from tests.fuzz.clients import get_organisation_id, renew_token
from tests.fuzz.inventory import Inventory

# A word for the texts of each party; it occurs in nothing that other parties write.
CANARIES = {
    "school": "heron",
    "other school": "otter",
    "far school": "puffin",
    "union": "badger",
    "other union": "lynx",
}
# A word for the name of each party. It must not be in the texts of that party, which may not contain parts of its name.
PLACES = {
    "school": "willow",
    "other school": "rowan",
    "far school": "alder",
    "union": "hawthorn",
    "other union": "juniper",
}
PLATFORMS = {"tiktok": "platform", "youtube": "other platform"}
# The caller and its peer for each kind. Helplines are last: what they send becomes visible to other parties.
PEERS = {
    Kind.SCHOOL: ("school", "other school"),
    Kind.UNION: ("union", "other union"),
    Kind.PLATFORM: ("platform", "other platform"),
    Kind.GOVERNMENT: ("government", "other government"),
    Kind.HELPLINE: ("helpline", "far helpline"),
}
EVERYBODY = "everybody"


@dataclass(slots=True)
class World:
    """The clients of all parties by name, and what exists.

    `reported_urls` are by the name of the reporter, or EVERYBODY. `platform_by_subject` has ids of organisations.
    `unescalated_subjects` are accepted and in no escalation. No caller ends the incidents `open_incident_ids`.
    """

    base_url: str
    clients: dict[str, ApiClient] = field(default_factory=dict)
    inventory: Inventory = field(default_factory=Inventory)
    reported_urls: dict[str, list[str]] = field(default_factory=dict)
    unused_cards: list[dict[str, str]] = field(default_factory=list)
    platform_by_subject: dict[str, str] = field(default_factory=dict)
    subjects_by_escalation: dict[str, list[str]] = field(default_factory=dict)
    unescalated_subjects: list[str] = field(default_factory=list)
    open_incident_ids: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> ApiClient:
        return self.clients[name]

    def switch_server(self, base_url: str) -> None:
        """Let all clients use another server of the same database."""
        self.base_url = base_url
        for client in self.clients.values():
            client.base_url = base_url
            renew_token(client)

    def organisation_id(self, name: str) -> str:
        """Return the id of a party's organisation."""
        return str(get_organisation_id(self[name]))
