"""The words of the interface."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer
from api.schemas.fields import Text


class Label(Answer):
    """What a person reads."""

    en = Text("In English.", required=True, example="Impersonation of a school")
    cy = Text("In Welsh.", required=True, example="Dynwared ysgol")


class Term(Answer):
    """One word."""

    code = Text("Never changes.", required=True, example="impersonation_school")
    label = fields.Nested(Label, required=True)
    definition = Text("What it means.", required=True, example="An account pretends to be a school.")
    mapping = fields.Dict(
        required=True, metadata={"description": "What other systems call it.", "example": {"ofcom": "terms"}}
    )


class Vocabulary(Answer):
    """All words of one kind, in their order."""

    name = Text("Its name.", required=True, example="harm_category")
    terms = fields.List(fields.Nested(Term), required=True)


class VocabularyNames(Answer):
    """Which vocabularies there are."""

    names = fields.List(Text(), required=True, metadata={"example": ["harm_category"], "description": "In order."})
