"""What bodies, queries and answers have in common."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import OneOf

from api.problems import PROBLEMS
from api.schemas.fields import WITHOUT_CONTROLS, Code, Flag, Text, Whole
from api.schemas.parameters import QueryWhole
from services.policy import field_access

LIMIT, MOST = 50, 200


class Body(Schema):
    """What a caller sends. An unknown field is refused: it would be lost without a word."""

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        for found in (field_obj, getattr(field_obj, "inner", None)):
            if isinstance(found, Text) and not any(isinstance(one, OneOf) for one in found.validators):
                found.metadata = {"pattern": WITHOUT_CONTROLS, **found.metadata}


class Patch(Body):
    """A merge patch: what it names is changed, null empties."""

    @validates_schema
    def _not_empty(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("Missing data: name at least one field.")


class Query(Body):
    """The parameters of an address."""


class Paged(Query):
    """The parameters of every list."""

    limit = QueryWhole("How many at most.", least=1, most=MOST, load_default=LIMIT)
    cursor = Text("Where the previous page ended: its `next_cursor`.", most=2000)


class Answer(Schema):
    """What a caller gets. Later versions may add fields.

    `noun` names the row of the lens that chooses the fields: what every kind sees is required, the rest says who does.
    """

    noun: ClassVar[str | None] = None

    class Meta:
        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        # Bounds are for what comes in; a later version may well send more.
        field_obj.validators = []
        if isinstance(field_obj, fields.List):
            field_obj.inner.validators = []
        if self.noun is not None:
            field_obj.required = field_name in field_access.common_fields(self.noun)
            if not field_obj.required:
                seen_by = sorted(field_access.FIELDS[self.noun][field_name])
                field_obj.metadata = {**field_obj.metadata, "x-visible-to": seen_by}


@cache
def page_of(answer: type[Answer], synced: bool = False) -> type[Answer]:
    """The envelope of a list of these."""
    members: dict[str, Any] = {
        "data": fields.List(fields.Nested(answer), required=True),
        "next_cursor": Text("Give this as `cursor` to go on; null at the end.", required=True, allow_none=True),
        "has_more": Flag("Whether there is another page.", required=True),
    }
    if synced:
        members["sync_cursor"] = Text("On the first page: from here on, `/v1/changes` tells what the list missed.")
    return type(f"{answer.__name__}Page", (Answer,), members)


class Fault(Answer):
    """One thing wrong with the input."""

    pointer = Text("Where in the body, as a JSON pointer.", example="/links/0/url")
    parameter = Text("Which parameter of the address.", example="limit")
    code = Text("A stable code.", required=True, example="required")
    detail = Text("What is wrong, without the value.", required=True, example="Missing data for required field.")


class Problem(Answer):
    """RFC 9457."""

    type = Text("A page about this code.", required=True, example="https://tarian.example/problems/not_found")
    title = Text("The same for every problem of this code.", required=True, example="Not found")
    status = Whole("The HTTP status.", required=True, example=404)
    code = Code("A stable code.", PROBLEMS, opened=True, required=True, example="not_found")
    detail = Text("What is wrong this time.", required=True, example="There is nothing there.")
    instance = Text("The path of the request.", required=True, example="/v1/incidents")
    request_id = Text("Tell us this when you ask us.", required=True, example="5b0c...")
    errors = fields.List(fields.Nested(Fault), metadata={"description": "Every fault of an invalid input."})
    allowed = fields.List(Text(), metadata={"description": "What is allowed instead, of a 409."})
