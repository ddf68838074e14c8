"""Who takes part."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer, Paged
from api.schemas.fields import Id, Text
from api.schemas.vocabulary_fields import any_of, word


class OrganisationFilters(Paged):
    """Which organisations."""

    kind = any_of("organisation_kind", "Only those of one of these kinds.")


class Organisation(Answer):
    """The public part of an organisation."""

    noun = "organisation"

    id = Id("Its id.")
    kind = word("organisation_kind", "What kind it is.")
    name = Text("Its name.", example="Ysgol Bryn Coed")
    name_cy = Text("Its name in Welsh, if it has another.", allow_none=True)
    nations = fields.List(word("nation", ""), metadata={"description": "Where it works."})
    platform = Text("The service it runs, of a platform.", allow_none=True)
