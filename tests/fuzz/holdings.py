"""What was made in the fuzzer's world, and who may come upon it: from the design, not from the service's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

NOUNS = ("incident", "subject", "escalation", "member_case", "organisation")


@dataclass(frozen=True, slots=True)
class Thing:
    """`words` stand nowhere but in it; `readers` are the names of those who may be told of it."""

    noun: str
    id: str
    readers: frozenset[str]
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Holdings:
    """Everything that there is before a run."""

    things: list[Thing] = field(default_factory=list)

    def add(self, noun: str, name: str, *words: str, readers: set[str]) -> None:
        """Note a thing; its name is its id, in most cases."""
        self.things.append(Thing(noun, name, frozenset(readers), words))

    def own(self, noun: str, reader: str) -> list[str]:
        """The ids of this noun that the reader may come upon, in the order in which they were made."""
        return list(dict.fromkeys(thing.id for thing in self.things if thing.noun == noun and reader in thing.readers))

    def foreign(self, noun: str, reader: str) -> list[str]:
        """Those that it may not."""
        every = dict.fromkeys(thing.id for thing in self.things if thing.noun == noun)
        own = set(self.own(noun, reader))
        return [one for one in every if one not in own]

    def unheard(self, reader: str) -> list[str]:
        """The words, ids among them, that stand in no answer to this reader."""
        known = {word for thing in self._told(reader) for word in (thing.id, *thing.words)}
        every = {word for thing in self.things for word in (thing.id, *thing.words)}
        return sorted(every - known)

    def _told(self, reader: str) -> Iterator[Thing]:
        return (thing for thing in self.things if reader in thing.readers)
