"""Fields that hold a code of a vocabulary: requests accept the known codes only, responses may carry later ones."""

from __future__ import annotations

from typing import Unpack

from api.schemas.fields import Code, FieldOptions
from api.schemas.query_fields import CodeList
from services import vocabularies


def vocabulary_input(
    vocabulary: str, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]
) -> Code:
    """Return a request field that accepts one code of the vocabulary."""
    return name_vocabulary(vocabulary, Code(description, list_codes(vocabulary), example=example, **options))


def vocabulary_output(
    vocabulary: str, description: str = "", *, example: object = None, **options: Unpack[FieldOptions]
) -> Code:
    """Return a response field that holds one code of this or a later version of the vocabulary."""
    codes = list_codes(vocabulary)
    return name_vocabulary(vocabulary, Code(description, codes, extensible=True, example=example, **options))


def vocabulary_filter(vocabulary: str, description: str) -> CodeList:
    """Return a query field that accepts several codes of the vocabulary, separated by commas."""
    codes = list_codes(vocabulary)
    return CodeList(description, codes, example=codes[0])


def list_codes(vocabulary: str) -> list[str]:
    """Return the codes of the vocabulary in its order."""
    return [term["code"] for term in vocabularies.list_terms(vocabulary)]


def name_vocabulary(vocabulary: str, field: Code) -> Code:
    """Add the name of the vocabulary to the field's description in the contract."""
    field.metadata = {**field.metadata, "x-vocabulary": vocabulary}
    return field
