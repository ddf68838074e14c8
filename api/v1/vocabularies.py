"""The vocabularies: every code of the interface with its labels."""

from __future__ import annotations

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.operation import ANY_TOKEN
from api.schemas.base import Resource
from api.schemas.vocabularies import Vocabulary, VocabularyNames
from services import vocabularies

blueprint = ApiBlueprint(
    "vocabularies", "Codes of the interface, with labels in English and Welsh and the matching codes of other systems."
)


@blueprint.operation("GET", "/vocabularies", scope=ANY_TOKEN, response=VocabularyNames, etag_from_content=True)
def list_vocabularies(context: RequestContext) -> Resource:
    """List vocabularies.

    Every enumeration of the interface is the vocabulary of the same name.
    """
    return {"names": vocabularies.list_names()}


@blueprint.operation("GET", "/vocabularies/{name}", scope=ANY_TOKEN, response=Vocabulary, etag_from_content=True)
def read_vocabulary(context: RequestContext, name: str) -> Resource:
    """Get a vocabulary.

    Codes never change; labels and definitions may be improved.
    """
    return {"name": name, "terms": vocabularies.list_terms(name)}
