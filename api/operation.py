"""One operation of the API as data: the checks of its route, its part of the contract, and what the tests walk."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Self

from api.schemas.base import (
    PageQuerySchema,
    QuerySchema,
    RequestSchema,
    ResponseSchema,
    ValidatedInput,
    build_page_schema,
)
from api.schemas.example_values import EXAMPLE_ID
from services.access.authorization import Authorization
from services.core import quotas
from services.core.quotas import Bucket, QuotaPolicy

PATH_PARAMETER = re.compile(r"\{(\w+)\}")
# The scope of operations that every valid access token may call.
ANY_TOKEN = None


@dataclass(frozen=True, slots=True)
class Operation:
    """A route, declared with `ApiBlueprint.operation`.

    scope: the scope that the access token must hold, or ANY_TOKEN.
    authorization: the resource and the permission that the caller needs before its body is parsed; every operation with
        a body has one.
    response: the schema of the resource in a successful response; of one item of a list.
    status: the HTTP status of success.
    body, query: the schemas of the request body and of the query parameters.
    prepare_body: work on the content of a validated body that needs no database, such as the recognition of links. It
        runs before the transaction and returns the body that the view gets.
    complete_list: the view returns all items.
    paginated: the view returns the items that `context.keyset` selects, in the order of their ids.
    sync_cursor: the first page carries the cursor at which the change feed continues.
    idempotency_resource: the name of the resource in the response; when set, the request needs an Idempotency-Key.
    requires_if_match: the request must name the version that it changes in If-Match.
    etag_from_content: the response is the same for every caller, so its ETag is a hash of its bytes.
    bucket: the bucket in which requests are counted; `read` for GET and `write` for all others unless it is given.
    problems, faults: codes of problems, and of entries in `errors`, that do not follow from the other fields.
    example: values of the example response that differ from those of the schema's own example.
    """

    method: str
    path: str
    scope: str | None
    response: type[ResponseSchema]
    status: int = 200
    body: type[RequestSchema] | None = None
    query: type[QuerySchema] = QuerySchema
    authorization: Authorization | None = None
    prepare_body: Callable[[ValidatedInput], ValidatedInput] | None = None
    complete_list: bool = False
    paginated: bool = False
    sync_cursor: bool = False
    idempotency_resource: str | None = None
    requires_if_match: bool = False
    etag_from_content: bool = False
    bucket: Bucket | None = None
    problems: Collection[str] = ()
    faults: Collection[str] = ()
    example: Mapping[str, object] = field(default_factory=dict)

    def __deepcopy__(self, _memo: object) -> Self:
        """Return the operation itself: it is immutable, and flask-smorest copies everything that it documents."""
        return self

    @property
    def quota_policy(self) -> QuotaPolicy:
        """Return the policy that limits how often a client may call the operation."""
        return quotas.get_policies()[self.bucket or (Bucket.READ if self.method == "GET" else Bucket.WRITE)]

    @property
    def response_schema(self) -> type[ResponseSchema]:
        """Return the schema of the whole response body: for a list, that of the envelope around its items."""
        if self.complete_list or self.paginated:
            return build_page_schema(self.response, self.sync_cursor)
        return self.response

    @property
    def query_schema(self) -> type[QuerySchema]:
        """Return the schema of all query parameters, including `cursor` and `limit` of a paginated list."""
        return PageQuerySchema if self.paginated and self.query is QuerySchema else self.query

    @property
    def has_own_query_parameters(self) -> bool:
        """Return whether the operation declares query parameters besides `cursor` and `limit`."""
        return self.query_schema not in (QuerySchema, PageQuerySchema)

    @property
    def rule(self) -> str:
        """Return the path in Flask's syntax. Ids stay strings: malformed ones are rejected after authentication."""
        return PATH_PARAMETER.sub(r"<\1>", self.path)

    @property
    def path_parameters(self) -> list[dict[str, object]]:
        """Return the OpenAPI parameter objects of the path."""
        return [_path_parameter(name) for name in PATH_PARAMETER.findall(self.path)]

    @property
    def has_version_etag(self) -> bool:
        """Return whether the ETag of the response is the version of its resource."""
        return "version" in self.response_schema._declared_fields

    @property
    def has_etag(self) -> bool:
        """Return whether the response carries an ETag, made from a version or from its content."""
        return self.has_version_etag or self.etag_from_content

    @property
    def supports_if_none_match(self) -> bool:
        """Return whether the caller may send If-None-Match to get 304 for an unchanged resource."""
        return self.method == "GET" and self.has_etag

    @property
    def has_location(self) -> bool:
        """Return whether the response carries a Location: the request's path followed by the id of the new resource."""
        return self.idempotency_resource is not None and not PATH_PARAMETER.search(self.path)


def _path_parameter(name: str) -> dict[str, object]:
    """Return the OpenAPI parameter object of a path parameter."""
    parameter: dict[str, object] = {"in": "path", "name": name, "required": True}
    if not name.endswith("_id"):
        return {
            **parameter,
            "description": "Name of the vocabulary.",
            "schema": {"type": "string"},
            "example": "harm_category",
        }
    description = f"Identifier of the {name.removesuffix('_id').replace('_', ' ')}."
    schema = {"type": "string", "format": "uuid"}
    return {**parameter, "description": description, "schema": schema, "example": EXAMPLE_ID}
