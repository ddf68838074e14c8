"""The blueprint that declares every route of the API together with its checks and its part of the contract.

The processing of a request is in request_handler.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from flask import Response

from api import feed_cursor
from api.context import RequestContext
from api.openapi import operations
from api.openapi.examples import example_of
from api.operation import Operation
from api.pagination import Page, question
from api.request_handler import enter
from api.request_parsing import StrictParser

View = Callable[..., Any]


class ApiBlueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A flask-smorest blueprint whose routes are declared with `operation` only."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, name, url_prefix="/v1", description=description)
        self.operations: dict[str, Operation] = {}
        self._prepare_doc_cbks.append(operations.prepare_headers)

    def operation(self, method: str, path: str, **options: Any) -> Callable[[View], View]:
        """Declare a route; `options` are the fields of `Operation`.

        The view is called with the request context, then the parsed body and query parameters if declared, then the
        ids of the path by name. Its docstring becomes the summary and the description in the contract.
        """
        operation = Operation(method, path, **options)

        def decorate(view: View) -> View:
            self.operations[view.__name__] = operation
            # Schema instances: webargs would instantiate a schema class again for every request.
            parsed_view = self.arguments(operation.query_schema(), location="query")(_wrap_view(operation, view))
            if operation.body:
                parsed_view = self.arguments(operation.body(), example=example_of(operation.body))(parsed_view)

            @wraps(parsed_view)
            def endpoint(**path_ids: str) -> Response:
                return enter(operation, parsed_view, path_ids)

            documented_endpoint = operations.documented(self, operation, endpoint)
            rule = {"methods": [method], "parameters": operation.path_parameters}
            self.add_url_rule(operation.rule, view.__name__, documented_endpoint, **rule)
            return view

        return decorate


def _wrap_view(operation: Operation, view: View) -> View:
    """Return a function that calls the view with its declared arguments and puts a list into its envelope."""

    @wraps(view)
    def call_view(context: RequestContext, *parsed: dict[str, Any], **path_ids: Any) -> Mapping[str, Any]:
        *body, query = parsed
        if operation.paginated:
            cursor, limit = query.pop("cursor", None), query.pop("limit")
            scope = question(operation.path, context.actor.organisation_id, {**query, **path_ids})
            context.page = Page.asked(cursor, limit, scope)
        is_first_page = not (context.page and context.page.after)
        # The feed position is read before the rows: the feed then contains every change that the rows miss.
        sync = (
            {"sync_cursor": feed_cursor.sign_current_position(context)}
            if operation.sync_cursor and is_first_page
            else {}
        )
        arguments = [*body, query] if operation.has_own_query_parameters else body
        return {**_build_envelope(operation, context, view(context, *arguments, **path_ids)), **sync}

    return call_view


def _build_envelope(operation: Operation, context: RequestContext, result: Any) -> Mapping[str, Any]:
    if context.page:
        return context.page.filled(result)
    return {"data": result, "next_cursor": None, "has_more": False} if operation.complete_list else result
