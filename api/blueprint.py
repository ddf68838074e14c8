"""The blueprint that declares every route of the API together with its checks and its part of the contract.

The processing of a request is in request_handler.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, cast

import flask_smorest  # type: ignore[import-untyped]
from flask import Response

from api import feed_cursor
from api.context import RequestContext
from api.openapi.examples import build_example
from api.openapi.headers import add_header_parameters
from api.openapi.operations import describe_operation
from api.operation import Operation
from api.pagination import Page, build_cursor_scope
from api.request_handler import ParsedView, PathId, handle_request
from api.request_parsing import StrictParser

Fields = Mapping[str, object]
# Returns the fields of one resource, or the items of a list.
View = Callable[..., Fields | Sequence[Fields]]


class ApiBlueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A flask-smorest blueprint whose routes are declared with `operation` only."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, name, url_prefix="/v1", description=description)
        self.operations: dict[str, Operation] = {}
        self._prepare_doc_cbks.append(add_header_parameters)

    def operation(self, method: str, path: str, **options: Any) -> Callable[[View], View]:
        """Declare the route of the decorated view; `options` are the fields of `Operation`.

        The view is called with the request context, then the parsed body and query parameters if declared, then the
        ids of the path by name. Its docstring becomes the summary and the description in the contract.
        """
        operation = Operation(method, path, **options)

        def decorate(view: View) -> View:
            """Add the route of the view, and return the view unchanged."""
            self.operations[view.__name__] = operation
            # Schema instances: webargs would instantiate a schema class again for every request.
            parsed_view: ParsedView = _wrap_view(operation, view)
            parsed_view = self.arguments(operation.query_schema(), location="query")(parsed_view)
            if operation.body:
                parsed_view = self.arguments(operation.body(), example=build_example(operation.body))(parsed_view)

            @wraps(parsed_view)
            def endpoint(**path_ids: str) -> Response:
                """Handle a request to the route; Flask passes the parameters of the path."""
                return handle_request(operation, parsed_view, path_ids)

            described_endpoint = describe_operation(self, operation, endpoint)
            rule = {"methods": [method], "parameters": operation.path_parameters}
            self.add_url_rule(operation.rule, view.__name__, described_endpoint, **rule)
            return view

        return decorate


def _wrap_view(operation: Operation, view: View) -> ParsedView:
    """Return a function that calls the view with the arguments that the operation declares.

    A list that the view returns becomes the member `data` of an object with the paging members.
    """

    @wraps(view)
    def call_view(context: RequestContext, *parsed: dict[str, Any], **path_ids: PathId) -> Fields:
        """Return the response body; `parsed` is the body if declared, then the query parameters."""
        *body, query = parsed
        if operation.paginated:
            cursor, limit = query.pop("cursor", None), query.pop("limit")
            scope = build_cursor_scope(operation.path, context.actor.organisation_id, {**query, **path_ids})
            context.page = Page.from_query(cursor, limit, scope)
        # Read before the rows, so that the feed from there on contains every change that the rows miss.
        sync_cursor = _build_sync_cursor(operation, context)
        arguments = [*body, query] if operation.has_own_query_parameters else body
        result = view(context, *arguments, **path_ids)
        return {**_build_response_body(operation, context, result), **sync_cursor}

    return call_view


def _build_sync_cursor(operation: Operation, context: RequestContext) -> dict[str, str]:
    """Return the member `sync_cursor` of a list's first page, and nothing for other responses."""
    is_later_page = context.page is not None and context.page.after_id is not None
    if not operation.sync_cursor or is_later_page:
        return {}
    return {"sync_cursor": feed_cursor.sign_current_position(context)}


def _build_response_body(operation: Operation, context: RequestContext, result: Fields | Sequence[Fields]) -> Fields:
    """Return the fields of a resource as they are, and the items of a list in an envelope."""
    if context.page:
        return context.page.build_envelope(cast("Sequence[Fields]", result))
    if operation.complete_list:
        return {"data": result, "next_cursor": None, "has_more": False}
    return cast("Fields", result)
