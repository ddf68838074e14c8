"""The inventory of the fuzzer's world: every resource, and who may see it by the design of the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

NOUNS = ("incident", "subject", "escalation", "member_case", "organisation")


@dataclass(frozen=True, slots=True)
class Item:
    """A resource, the words that occur in it only, and the names of the parties that may see it."""

    noun: str
    id: str
    readers: frozenset[str]
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Inventory:
    """All items that exist before a run. One resource may have several items, with different readers."""

    items: list[Item] = field(default_factory=list)

    def add(self, noun: str, item_id: str, *words: str, readers: set[str]) -> None:
        """Add an item; the words occur in this resource only."""
        self.items.append(Item(noun, item_id, frozenset(readers), words))

    def visible_ids(self, noun: str, reader: str) -> list[str]:
        """Return the ids of this noun that the reader may see, oldest first."""
        return list(dict.fromkeys(item.id for item in self.items if item.noun == noun and reader in item.readers))

    def hidden_ids(self, noun: str, reader: str) -> list[str]:
        """Return the ids of this noun that the reader may not see, oldest first."""
        ids = dict.fromkeys(item.id for item in self.items if item.noun == noun)
        visible = set(self.visible_ids(noun, reader))
        return [item_id for item_id in ids if item_id not in visible]

    def forbidden_words(self, reader: str) -> list[str]:
        """Return the words, including ids, that must not be in any response to the reader."""
        allowed = {word for item in self._visible_items(reader) for word in (item.id, *item.words)}
        words = {word for item in self.items for word in (item.id, *item.words)}
        return sorted(words - allowed)

    def _visible_items(self, reader: str) -> Iterator[Item]:
        return (item for item in self.items if reader in item.readers)
