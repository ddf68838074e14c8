"""The base class of all vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypedDict

NO_MAPPING: Mapping[str, object] = MappingProxyType({})


class Label(TypedDict):
    """The label of a code in English and in Welsh."""

    en: str
    cy: str


class TermEntry(TypedDict):
    """A term in the form in which the API returns it."""

    code: str
    label: Label
    definition: str
    mapping: dict[str, object]


class Term(StrEnum):
    """Base of a vocabulary. A member is written as: code, English label, Welsh label, definition, and mapping if any.

    `mapping` holds the codes of the same meaning in other systems, by the name of the system.
    """

    _value_: str
    label_en: str
    label_cy: str
    definition: str
    mapping: Mapping[str, object]

    # Everything but the code has a default, so that type checkers accept a look-up by code: `Nation("WLS")`.
    def __new__(
        cls,
        code: str,
        label_en: str = "",
        label_cy: str = "",
        definition: str = "",
        mapping: Mapping[str, object] = NO_MAPPING,
    ) -> Self:
        """Create the member for a code."""
        term = str.__new__(cls, code)
        term._value_ = code
        term.label_en, term.label_cy, term.definition = label_en, label_cy, definition
        term.mapping = MappingProxyType(dict(mapping))
        return term

    def to_entry(self) -> TermEntry:
        """Return the term in the form in which the API returns it, as a new object."""
        label = Label(en=self.label_en, cy=self.label_cy)
        return TermEntry(code=self.value, label=label, definition=self.definition, mapping=dict(self.mapping))
