"""The words of the interface, for programs that show them to people."""

from __future__ import annotations

from typing import Any

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.vocabularies import Vocabulary, VocabularyNames
from services import vocabularies

blueprint = ApiBlueprint("vocabularies", "Codes, their labels in English and Welsh, and what other systems call them.")


@blueprint.operation("GET", "/vocabularies", scope=ANY_TOKEN, response=VocabularyNames, etag_from_content=True)
def list_vocabularies(context: RequestContext) -> dict[str, Any]:
    """Which vocabularies there are.

    Every enumeration of the interface is a vocabulary of this name.
    """
    return {"names": vocabularies.names()}


@blueprint.operation("GET", "/vocabularies/{name}", scope=ANY_TOKEN, response=Vocabulary, etag_from_content=True)
def read_vocabulary(context: RequestContext, name: str) -> dict[str, Any]:
    """The words of one vocabulary.

    Codes never change; labels may become better.
    """
    return {"name": name, "terms": vocabularies.vocabulary(name)}
