"""Schemas of organisations."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, ResponseSchema
from api.schemas.composite_fields import ListOf
from api.schemas.fields import PlainText, Uuid
from api.schemas.vocabulary_fields import vocabulary_filter, vocabulary_output


class OrganisationFilters(PageQuerySchema):
    """The filters of the list of organisations."""

    kind = vocabulary_filter("organisation_kind", "Return only organisations of these kinds.")


class Organisation(ResponseSchema):
    """The public profile of an organisation."""

    resource_name = "organisation"

    id = Uuid("Identifier of the organisation.")
    kind = vocabulary_output("organisation_kind", "Kind of the organisation.")
    name = PlainText("Name of the organisation.", example="Ysgol Bryn Coed")
    name_cy = PlainText("Welsh name of the organisation. Null when it has no separate one.", allow_none=True)
    nations = ListOf(vocabulary_output("nation", example=examples.NATION), "Nations in which the organisation works.")
    platform = PlainText("Service that the organisation runs. Null unless it is a platform.", allow_none=True)
