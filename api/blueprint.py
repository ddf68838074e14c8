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
from api.path_ids import PathId
from api.request_handler import ViewCaller, handle_request
from api.request_parsing import ParsedRequest

Fields = Mapping[str, object]
# Returns the fields of one resource, or the items of a list.
View = Callable[..., Fields | Sequence[Fields]]


class ApiBlueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A flask-smorest blueprint whose routes are declared with `operation` only."""

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
            call_view = _wrap_view(operation, view)

            @wraps(self._document_arguments(operation, view))
            def endpoint(**path_texts: str) -> Response:
                """Handle a request to the route; Flask passes the parameters of the path."""
                return handle_request(operation, call_view, path_texts)

            described_endpoint = describe_operation(self, operation, endpoint)
            rule = {"methods": [method], "parameters": operation.path_parameters}
            self.add_url_rule(operation.rule, view.__name__, described_endpoint, **rule)
            return view

        return decorate

    def _document_arguments(self, operation: Operation, view: View) -> View:
        """Return a function with the name and docstring of the view, and its parameters and body for the contract."""
        documented: View = self.arguments(operation.query_schema(), location="query")(view)
        if operation.body:
            documented = self.arguments(operation.body(), example=build_example(operation.body))(documented)
        return documented


def _wrap_view(operation: Operation, view: View) -> ViewCaller:
    """Return a function that calls the view with the arguments that the operation declares.

    A list that the view returns becomes the member `data` of an object with the paging members.
    """

    def call_view(context: RequestContext, parsed: ParsedRequest, path_ids: Mapping[str, PathId]) -> Fields:
        """Return the response body."""
        # A transaction that is repeated calls the view again, with the same values.
        query = dict(parsed.query)
        if operation.paginated:
            cursor, limit = query.pop("cursor", None), query.pop("limit")
            scope = build_cursor_scope(operation.path, context.actor.organisation_id, {**query, **path_ids})
            context.page = Page.from_query(cursor, limit, scope)
        # Read before the rows, so that the feed from there on contains every change that the rows miss.
        sync_cursor = _build_sync_cursor(operation, context)
        arguments = [] if parsed.body is None else [dict(parsed.body)]
        if operation.has_own_query_parameters:
            arguments.append(query)
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
