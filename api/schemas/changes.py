"""Schemas of the change feed."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject, ResourceUnion
from api.schemas.fields import Code, PlainText, StrictBoolean, StrictInteger, UtcDateTime, Uuid
from api.schemas.incidents import Incident
from api.schemas.query_fields import CodeList
from api.schemas.resource_schemas import load_resource_schemas
from services.resources.registry import list_event_kinds

EVENT_KINDS = list_event_kinds()


class ChangeFilters(PageQuerySchema):
    """The filters of the change feed."""

    types = CodeList(
        "Return only changes of these kinds, separated by commas.", EVENT_KINDS, example="incident.state_changed"
    )


class Change(ResponseSchema):
    """A change of a resource. The same change may be delivered twice; its key is (event_id, resource_id)."""

    seq = StrictInteger("Sequence number within your organisation's feed, without gaps.", required=True)
    event_id = Uuid("Identifier of the event, the same for every organisation that it concerns.", required=True)
    kind = Code("Kind of the event.", EVENT_KINDS, extensible=True, required=True, example="incident.submitted")
    resource = PlainText("Type of the resource that changed.", required=True, example="incident")
    resource_id = Uuid("Identifier of the resource that changed.", required=True)
    version = StrictInteger("Version of the resource after the change.", required=True)
    at = UtcDateTime("Time of the change.", required=True)
    data = ResourceUnion(
        load_resource_schemas(),
        "Resource as you may see it now. When it is null you may no longer see the resource: delete your copy.",
        example_schema=Incident,
        required=True,
        allow_none=True,
    )


class Changes(ResponseSchema):
    """A page of the change feed, oldest change first."""

    data = ListOf(NestedObject(Change), "The changes of this page.", required=True)
    next_cursor = PlainText(
        "Send it as `cursor` to get the changes after this page, now or later.",
        required=True,
        example=examples.FEED_CURSOR,
    )
    has_more = StrictBoolean("True when more changes are available now.", required=True)
