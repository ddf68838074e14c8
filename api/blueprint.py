"""The one way in: every route of the interface is declared with `Doorway.operation`, and so are its checks and its page
in the contract. What happens on the way is in passage.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from flask import Response

from api import feed_cursor
from api.context import Call
from api.openapi import operations
from api.openapi.examples import example_of
from api.operation import Operation
from api.pagination import Page, question
from api.request_handler import enter
from api.request_parsing import StrictParser
from api.schemas.base import Paged, Query

View = Callable[..., Any]


class Doorway(flask_smorest.Blueprint):  # type: ignore[misc]
    """A flask-smorest blueprint with no other way to add a route."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, name, url_prefix="/v1", description=description)
        self.operations: dict[str, Operation] = {}
        self._prepare_doc_cbks.append(operations.prepare_headers)

    def operation(self, method: str, path: str, **declared: Any) -> Callable[[View], View]:
        """Declare a route; the view gets the call, then body and query as far as declared, then the path's ids by name.

        The view's docstring is its summary and description in the contract.
        """
        operation = Operation(method, path, **declared)

        def decorate(view: View) -> View:
            self.operations[view.__name__] = operation
            # Instances: the parser would make one of a class for every request.
            inner = self.arguments(operation.questions(), location="query")(_asked(operation, view))
            if operation.body:
                inner = self.arguments(operation.body(), example=example_of(operation.body))(inner)

            @wraps(inner)
            def entrance(**path_ids: str) -> Response:
                return enter(operation, inner, path_ids)

            entrance_of_contract = operations.documented(self, operation, entrance)
            rule = {"methods": [method], "parameters": operation.parameters}
            self.add_url_rule(operation.rule, view.__name__, entrance_of_contract, **rule)
            return view

        return decorate


def _asked(operation: Operation, view: View) -> View:
    """The view, called with what it declared; the page of a list is taken from the query and put around its rows."""

    @wraps(view)
    def ask(call: Call, *parsed: dict[str, Any], **ids: Any) -> Mapping[str, Any]:
        *body, query = parsed
        if operation.paged:
            cursor, limit = query.pop("cursor", None), query.pop("limit")
            about = question(operation.path, call.actor.organisation_id, {**query, **ids})
            call.page = Page.asked(cursor, limit, about)
        begins = operation.synced and not (call.page and call.page.after)
        # Where the feed stands is read before the rows: what they miss, the feed from there on tells.
        sync = {"sync_cursor": feed_cursor.now(call)} if begins else {}
        given = body if operation.questions in (Query, Paged) else [*body, query]
        return {**_enveloped(operation, call, view(call, *given, **ids)), **sync}

    return ask


def _enveloped(operation: Operation, call: Call, found: Any) -> dict[str, Any]:
    if call.page:
        return call.page.filled(found)
    return {"data": found, "next_cursor": None, "has_more": False} if operation.listed else dict(found)
