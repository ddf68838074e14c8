"""What one word of a vocabulary is: a code that never changes, its labels in two languages, what it means elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Term(StrEnum):
    """Base of every vocabulary. A member reads: code, English, Welsh, definition and, where it has one, mapping."""

    _value_: str
    en: str
    cy: str
    definition: str
    mapping: Mapping[str, Any]

    # The words have defaults only so that a look-up by code, `Nation("WLS")`, has the same signature.
    def __new__(
        cls, code: str, en: str = "", cy: str = "", definition: str = "", mapping: Mapping[str, Any] = NOTHING
    ) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.en, term.cy, term.definition = en, cy, definition
        term.mapping = MappingProxyType(dict(mapping))
        return term


def entry(code: str, en: str, cy: str, definition: str, mapping: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """A term in the form in which vocabularies are served."""
    return {"code": code, "label": {"en": en, "cy": cy}, "definition": definition, "mapping": dict(mapping)}
