"""The words of the interface, for programs that show them to people."""

from __future__ import annotations

from typing import Any

from api.blueprint import Doorway
from api.context import Call
from api.operation import ANY_TOKEN
from api.schemas.vocabularies import Vocabulary, VocabularyNames
from services import vocabularies

doorway = Doorway("vocabularies", "Codes, their labels in English and Welsh, and what other systems call them.")


@doorway.operation("GET", "/vocabularies", scope=ANY_TOKEN, answers=(200, VocabularyNames), shared=True)
def list_vocabularies(call: Call) -> dict[str, Any]:
    """Which vocabularies there are.

    Every enumeration of the interface is a vocabulary of this name.
    """
    return {"names": vocabularies.names()}


@doorway.operation("GET", "/vocabularies/{name}", scope=ANY_TOKEN, answers=(200, Vocabulary), shared=True)
def read_vocabulary(call: Call, name: str) -> dict[str, Any]:
    """The words of one vocabulary.

    Codes never change; labels may become better.
    """
    return {"name": name, "terms": vocabularies.vocabulary(name)}
