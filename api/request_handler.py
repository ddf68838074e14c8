"""The steps of every request.

Before the transaction: token, scope, Accept header, ids of the path, reading the body. In one transaction: actor,
idempotency key, If-Match, parsing, view, rendering, storing the response. The response is sent after COMMIT.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Response, g, request

from api import rate_limits
from api.authentication import AuthenticatedCaller, authenticate_request
from api.content_negotiation import require_acceptable
from api.context import RequestContext
from api.idempotency import IdempotentRequest
from api.operation import Operation
from api.preconditions import parse_if_match
from api.request_parsing import read_body
from api.responses import RenderedResponse, render
from api.schemas.fields import UUID_FORM
from auth.bearer import require_scope
from services.core.db import Session, run_in_transaction
from services.core.errors import AlreadyInProgress, NotFound
from services.core.idempotency import AlreadyAnswered

# A stored response can expire between claiming its key and loading it, but not twice in a row.
MAX_ATTEMPTS = 3

PathId = UUID | str
# A view wrapped by webargs, which parses body and query parameters from the current request.
ParsedView = Callable[..., Mapping[str, object]]


def handle_request(operation: Operation, view: ParsedView, path_ids: Mapping[str, str]) -> Response:
    """Handle the current request and return the response.

    Checks token, scope, Accept header, path ids and Idempotency-Key, then runs the view in one transaction. Errors are
    raised; api/errors.py turns them into problem documents.
    """
    caller = authorize_request(operation)
    require_acceptable(request)
    parsed_ids = {name: _parse_path_id(name, text) for name, text in path_ids.items()}
    # Read before the transaction begins, so that a slow sender holds no connection of the database.
    read_body(request)
    resource = operation.idempotency_resource
    keyed_request = IdempotentRequest.from_request(request, caller, resource) if resource else None
    handler = RequestHandler(operation, view, caller, parsed_ids, keyed_request)
    return handler.handle().to_flask_response(request)


def authorize_request(operation: Operation) -> AuthenticatedCaller:
    """Return the caller of the current request.

    Raises TokenError unless its token has the scope, and TooManyRequests when its client has used up its quota.
    """
    policy = operation.quota_policy
    rate_limits.set_policy(policy)
    caller = authenticate_request(request.headers.get("Authorization"), request.args, policy)
    g.client_id = caller.principal.client_id
    rate_limits.require_quota(caller.usage)
    if operation.scope:
        require_scope(caller.principal, operation.scope)
    return caller


@dataclass(frozen=True, slots=True)
class RequestHandler:
    """One authorized request. `keyed_request` is set when it needs an Idempotency-Key."""

    operation: Operation
    view: ParsedView
    caller: AuthenticatedCaller
    path_ids: Mapping[str, PathId]
    keyed_request: IdempotentRequest | None

    def handle(self) -> RenderedResponse:
        """Return the committed response: of the view, or the stored one when the key has been used before."""
        organisation_id = self.caller.tenant_id
        for _ in range(MAX_ATTEMPTS):
            try:
                return run_in_transaction(organisation_id, self._run_view)
            except AlreadyAnswered:
                stored_response = run_in_transaction(organisation_id, self._load_stored_response)
                if stored_response:
                    return stored_response
        raise AlreadyInProgress()

    def _run_view(self, session: Session) -> RenderedResponse:
        """Run the view in this transaction, and return its response, stored for replays if the request has a key."""
        context = RequestContext(session, self.caller.principal, self.caller.actor)
        if self.keyed_request:
            self.keyed_request.claim_key(session)
        if self.operation.requires_if_match:
            context.expected_version = parse_if_match(request)
        result = self.view(context, **self.path_ids)
        response = render(self.operation, result, request)
        if self.keyed_request:
            stored = render(self.operation, context.replay_body, request) if context.replay_body else response
            resource_id = self.keyed_request.find_resource_id({**result, **self.path_ids})
            self.keyed_request.store_response(session, resource_id, stored)
        return response

    def _load_stored_response(self, session: Session) -> RenderedResponse | None:
        """Return the response stored for the key, if the caller may still act and the response has not expired."""
        self.caller.require_active()
        return self.keyed_request.load_response(session) if self.keyed_request else None


def _parse_path_id(name: str, text: str) -> PathId:
    """Return the UUID of a parameter whose name ends in `_id`, and the text of any other. Raises NotFound."""
    if not name.endswith("_id"):
        return text
    if not UUID_FORM.fullmatch(text):
        raise NotFound()
    return UUID(text)
