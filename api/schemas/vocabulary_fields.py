"""Fields that hold a word of a vocabulary: closed in what comes in, open in what goes out."""

from __future__ import annotations

from typing import Any

from api.schemas.fields import Code
from api.schemas.parameters import Codes
from services import vocabularies


def chosen(vocabulary: str, about: str, **kwargs: Any) -> Code:
    """One word of the vocabulary and no other."""
    return _named(vocabulary, Code(about, codes(vocabulary), **kwargs))


def word(vocabulary: str, about: str, **kwargs: Any) -> Code:
    """A word that this version or a later one knows."""
    return _named(vocabulary, Code(about, codes(vocabulary), opened=True, **kwargs))


def any_of(vocabulary: str, about: str) -> Codes:
    """Several words in a query, separated by commas."""
    return Codes(about, codes(vocabulary), example=codes(vocabulary)[0])


def codes(name: str) -> list[str]:
    """The codes of one vocabulary, in its order."""
    return [term["code"] for term in vocabularies.vocabulary(name)]


def _named(vocabulary: str, field: Code) -> Code:
    field.metadata = {**field.metadata, "x-vocabulary": vocabulary}
    return field
