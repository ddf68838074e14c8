"""Base classes of request and response schemas, the page envelope and the problem document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, TypeAlias

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import OneOf

from api.problems import PROBLEMS
from api.problems.faults import FAULTS
from api.schemas import example_values as examples
from api.schemas.composite_fields import ListOf, NestedObject
from api.schemas.fields import (
    NO_CONTROL_CHARACTERS_PATTERN,
    Code,
    PlainText,
    StrictBoolean,
    StrictInteger,
    UtcDateTime,
    Uuid,
)
from api.schemas.query_fields import QueryInteger
from services.policy.field_access import common_fields
from services.resources.registry import load_specs

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 50, 200
MAX_CURSOR_CHARACTERS = 2000

AnyField: TypeAlias = fields.Field[Any]
# The fields of a request body or query that its schema has validated.
ValidatedInput: TypeAlias = dict[str, Any]
# The fields of a resource that the caller may see.
Resource: TypeAlias = Mapping[str, object]


class RequestSchema(Schema):
    """A request body. Unknown fields are rejected instead of dropped silently.

    left_out_of_example: the names of fields that the service rejects beside the other values of the example.
    has_past_times: times in the future are rejected.
    conditions: keywords of JSON Schema for what one field requires of others.
    """

    left_out_of_example: ClassVar[tuple[str, ...]] = ()
    has_past_times: ClassVar[bool] = True
    conditions: ClassVar[Mapping[str, object]] = {}

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: AnyField) -> None:
        """Add the rule about control characters to a text field's description in the contract."""
        if isinstance(field_obj, UtcDateTime):
            field_obj.is_past = self.has_past_times
        for field in (field_obj, getattr(field_obj, "inner", None)):
            if isinstance(field, PlainText) and not any(isinstance(check, OneOf) for check in field.validators):
                field.metadata = {"pattern": NO_CONTROL_CHARACTERS_PATTERN, **field.metadata}


class PatchSchema(RequestSchema):
    """A JSON merge patch (RFC 7396): the fields that it names are changed, null clears a field."""

    @validates_schema
    def _require_a_field(self, data: Mapping[str, object], **_: object) -> None:
        """Raise ValidationError for a patch without fields."""
        if not data:
            raise ValidationError("Missing data: name at least one field.")


class QuerySchema(RequestSchema):
    """The parameters of a query string."""

    has_past_times = False


class PageQuerySchema(QuerySchema):
    """The parameters of a paginated list."""

    limit = QueryInteger(
        "Maximum number of entries on the page.", minimum=1, maximum=MAX_PAGE_SIZE, load_default=DEFAULT_PAGE_SIZE
    )
    cursor = PlainText(
        "`next_cursor` of the previous page. Leave it out to get the first page.", max_length=MAX_CURSOR_CHARACTERS
    )


class ResponseSchema(Schema):
    """A response body. Later versions may add fields.

    `resource_name` names the specification in services/resources whose fields the schema has. Fields that every kind of
    organisation sees are required; the others name the kinds that see them.
    """

    resource_name: ClassVar[str | None] = None

    class Meta:
        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: AnyField) -> None:
        """Remove a field's limits, and state in the contract whether it is required or which kinds see it."""
        # Limits apply to requests only: a later version may send longer values.
        field_obj.validators = []
        if isinstance(field_obj, fields.List):
            field_obj.inner.validators = []
        if self.resource_name is not None:
            spec = load_specs()[self.resource_name]
            field_obj.required = field_name in common_fields(spec)
            if not field_obj.required:
                kinds = sorted(spec.field(field_name).visible_to)
                field_obj.metadata = {**field_obj.metadata, "x-visible-to": kinds}


@cache
def build_page_schema(schema: type[ResponseSchema], has_sync_cursor: bool = False) -> type[ResponseSchema]:
    """Return the schema of one page of a list of `schema`."""
    members: dict[str, object] = {
        "__doc__": "One page of a list.",
        "data": ListOf(NestedObject(schema), "The entries of this page.", required=True),
        "next_cursor": PlainText(
            "Send it as `cursor` to get the next page. Null on the last page.", required=True, allow_none=True
        ),
        "has_more": StrictBoolean("True when another page follows.", required=True),
    }
    if has_sync_cursor:
        members["sync_cursor"] = PlainText(
            "On the first page only. Send it as `cursor` to `/v1/changes` to get every change made after this list.",
            example=examples.FEED_CURSOR,
        )
    return type(f"{schema.__name__}Page", (ResponseSchema,), members)


class Fault(ResponseSchema):
    """One error in the request."""

    pointer = PlainText("JSON Pointer (RFC 6901) to the field of the body.", example="/summary_neutral")
    parameter = PlainText("Name of the query parameter.", example="limit")
    code = Code("Stable code of the error.", FAULTS, extensible=True, required=True, example="contains_url")
    detail = PlainText(
        "Sentence that explains the error. It never repeats the value.",
        required=True,
        example="Characters 13 to 23 contain a web address. Send web addresses as links of a report only.",
    )
    start = StrictInteger(
        "First of the characters of the value that cause the error: its position in Unicode code points, from 0. Sent "
        "with errors about the content of a text.",
        example=12,
    )
    end = StrictInteger("Position behind the last of these characters, in Unicode code points, from 0.", example=23)


class Problem(ResponseSchema):
    """A problem document (RFC 9457)."""

    type = PlainText(
        "Address of a page that explains the code.",
        required=True,
        example="https://tarian.example/problems/not_found",
    )
    title = PlainText(
        "Short name of the problem, the same for every response with this code.", required=True, example="Not found"
    )
    status = StrictInteger("HTTP status code.", required=True, example=404)
    code = Code("Stable code of the problem.", PROBLEMS, extensible=True, required=True, example="not_found")
    detail = PlainText(
        "Sentence that explains this response.",
        required=True,
        example="Nothing exists at this address, or your organisation may not see it.",
    )
    instance = PlainText("Path of the request.", required=True, example="/v1/incidents")
    request_id = PlainText(
        "Identifier of the request. Quote it when you ask for support.", required=True, example=examples.REQUEST_ID
    )
    errors = ListOf(NestedObject(Fault), "The errors in the request, at most 100, when the code is `invalid`.")
    errors_omitted = StrictInteger("Number of further errors, when there are more than 100.", example=20)
    allowed = ListOf(PlainText(), "Actions that you may take in the present state, when the status is 409.")
    missing = ListOf(
        PlainText(),
        "JSON Pointers (RFC 6901) to the fields of the resource that must be set first, when the code is "
        "`guard_not_met`.",
        example=["/harm_categories"],
    )
    state = PlainText("Present state of the resource, when it does not allow the request.", example="submitted")
    subject_ids = ListOf(
        Uuid(),
        "Subjects that stand in the way, when the code is `already_escalated`.",
        example=[examples.EXAMPLE_ID],
    )
    retry_after = StrictInteger(
        "Number of seconds after which you may repeat the request; the same as in the Retry-After header.", example=42
    )
