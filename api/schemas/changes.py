"""Schemas of the change feed."""

from __future__ import annotations

from api.schemas import example_values as examples
from api.schemas.base import PageQuerySchema, ResponseSchema
from api.schemas.composite_fields import ListOf, NestedObject, ResourceUnion
from api.schemas.fields import Code, PlainText, SingleCode, StrictBoolean, StrictInteger, UtcDateTime, Uuid
from api.schemas.query_fields import CodeList
from api.schemas.resource_schemas import load_resource_schemas
from services.resources.registry import list_event_kinds

EVENT_KINDS = list_event_kinds()


class ChangeFilters(PageQuerySchema):
    """The filters of the change feed."""

    types = CodeList(
        "Return only changes of these kinds, separated by commas.", EVENT_KINDS, example="incident.state_changed"
    )


class ChangeFields(ResponseSchema):
    """The members of every change."""

    seq = StrictInteger("Sequence number within your organisation's feed, without gaps.", required=True)
    event_id = Uuid("Identifier of the event, the same for every organisation that it concerns.", required=True)
    kind = Code("Kind of the event.", EVENT_KINDS, extensible=True, required=True, example="incident.submitted")
    resource_id = Uuid("Identifier of the resource that changed.", required=True)
    version = StrictInteger("Version of the resource after the change.", required=True)
    at = UtcDateTime("Time of the change.", required=True)
    changed = ListOf(
        PlainText(),
        "Names of the members of `data` that changed, and `note` when the history has a new note. Empty when the "
        "resource is new, and when you may no longer see it. `version` and `updated_at` change every time and are not "
        "listed.",
        required=True,
        example=["state"],
    )
    decision_id = Uuid("Identifier of the new decision. Present only when there is one.")
    verification_id = Uuid("Identifier of the new verification. Present only when there is one.")
    transition_version = StrictInteger(
        "`version` of the new entry in the history, which may have a note. Get it from `transitions`. Present only "
        "when an organisation took an action.",
        example=2,
    )


def build_change_schema(schema: type[ResponseSchema]) -> type[ResponseSchema]:
    """Return the schema of the changes of one resource, which `resource` tells from those of others."""
    members: dict[str, object] = {
        "__doc__": f"A change of this resource: {schema.resource_name}.",
        "resource": SingleCode("Type of the resource that changed.", str(schema.resource_name), required=True),
        "data": NestedObject(
            schema,
            "Resource as you may see it now. When it is null you may no longer see the resource: delete your copy.",
            required=True,
            allow_none=True,
        ),
    }
    return type(f"ChangeOf{schema.__name__}", (ChangeFields,), members)


CHANGE_SCHEMAS = {str(schema.resource_name): build_change_schema(schema) for schema in load_resource_schemas()}


class Changes(ResponseSchema):
    """A page of the change feed, oldest change first."""

    data = ListOf(
        ResourceUnion(
            "Change",
            CHANGE_SCHEMAS,
            "A change of a resource. The same change may be delivered twice; its key is (event_id, resource_id).",
            discriminator="resource",
            example_key="incident",
        ),
        "The changes of this page.",
        required=True,
    )
    next_cursor = PlainText(
        "Send it as `cursor` to get the changes after this page, now or later.",
        required=True,
        example=examples.FEED_CURSOR,
    )
    has_more = StrictBoolean("True when more changes are available now.", required=True)
