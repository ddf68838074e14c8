"""Schemas of vocabularies: the codes of the interface with their labels."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import PlainText, build_metadata


class Label(ResponseSchema):
    """The label of a code, to show to people."""

    en = PlainText("Label in English.", required=True, example="Impersonation of a school")
    cy = PlainText("Label in Welsh.", required=True, example="Dynwared ysgol")


class Term(ResponseSchema):
    """A code of a vocabulary."""

    code = PlainText("Code. It never changes.", required=True, example="impersonation_school")
    label = NestedObject(Label, "Label of the code.", required=True)
    definition = PlainText("Definition in English.", required=True, example="An account pretends to be a school.")
    mapping = fields.Dict(
        required=True, metadata=build_metadata("Codes of the same meaning in other systems.", {"ofcom": "terms"})
    )


class Vocabulary(ResponseSchema):
    """A vocabulary with its terms."""

    name = PlainText("Name of the vocabulary.", required=True, example="harm_category")
    terms = ListOf(NestedObject(Term), "Terms in their order.", required=True)


class VocabularyNames(ResponseSchema):
    """The names of all vocabularies."""

    names = ListOf(PlainText(), "Names in alphabetical order.", required=True, example=["harm_category"])
