"""The steps of every request, in this order; the first that fails decides the response.

1. the token (401), the quota of the client (429) and the scope (403)
2. the Accept header (406)
3. of an operation that changes something: the resource that the path names (404), and the permission for it (403)
4. the body as bytes (413), Idempotency-Key and If-Match (422, 428)
5. the body as JSON (415, 400), its amount of text, its fields and the query (422)
6. work on the content that needs no database, such as the recognition of links (422)
7. in one transaction: the key, the view, which checks steps 3 and 4 again and examines texts, and the stored response

The response is sent after COMMIT. Nothing is parsed for a caller without the right: a request for a resource that the
caller may not see costs the same whatever it contains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from flask import Response, g, request

from api import rate_limits
from api.authentication import AuthenticatedCaller, authenticate_request
from api.content_negotiation import require_acceptable
from api.context import RequestContext
from api.idempotency import IdempotentRequest
from api.operation import Operation
from api.path_ids import PathId, find_resource_id, parse_path_ids
from api.preconditions import parse_if_match
from api.request_parsing import ParsedRequest, parse_request, read_body
from api.responses import RenderedResponse, render
from auth.bearer import require_scope
from services.core.db import Session, run_in_transaction
from services.core.errors import AlreadyInProgress
from services.core.idempotency import AlreadyAnswered

# A stored response can expire between claiming its key and loading it, but not twice in a row.
MAX_ATTEMPTS = 3

# Calls a view with the parsed request and the ids of the path.
ViewCaller: TypeAlias = Callable[[RequestContext, ParsedRequest, Mapping[str, PathId]], Mapping[str, object]]


def handle_request(operation: Operation, call_view: ViewCaller, path_texts: Mapping[str, str]) -> Response:
    """Handle the current request and return the response. Errors are raised; api/errors.py makes problems of them."""
    caller = authorize_request(operation, find_resource_id(path_texts))
    require_acceptable(request)
    path_ids = parse_path_ids(path_texts)
    if operation.authorization:
        caller.require(operation.authorization)
    # Read before the transaction begins, so that a slow sender holds no connection of the database.
    read_body(request)
    resource = operation.idempotency_resource
    keyed_request = IdempotentRequest.from_request(request, caller, resource) if resource else None
    expected_version = parse_if_match(request) if operation.requires_if_match else 0
    parsed = parse_request(operation, request)
    handler = RequestHandler(operation, call_view, caller, path_ids, keyed_request, expected_version, parsed)
    return handler.handle().to_flask_response(request)


def authorize_request(operation: Operation, resource_id: UUID | None) -> AuthenticatedCaller:
    """Return the caller of the current request, with its access to this resource.

    Raises TokenError unless its token has the scope, and TooManyRequests when its client has used up its quota.
    """
    policy = operation.quota_policy
    rate_limits.set_policy(policy)
    caller = authenticate_request(
        request.headers.get("Authorization"), request.args, policy, operation.authorization, resource_id
    )
    g.client_id = caller.principal.client_id
    rate_limits.require_quota(caller)
    if operation.scope:
        require_scope(caller.principal, operation.scope)
    return caller


@dataclass(frozen=True, slots=True)
class RequestHandler:
    """One authorized and parsed request. `keyed_request` is set when it needs an Idempotency-Key."""

    operation: Operation
    call_view: ViewCaller
    caller: AuthenticatedCaller
    path_ids: Mapping[str, PathId]
    keyed_request: IdempotentRequest | None
    expected_version: int
    parsed: ParsedRequest

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
        context = RequestContext(session, self.caller.principal, self.caller.actor, self.expected_version)
        if self.keyed_request:
            self.keyed_request.claim_key(session)
        result = self.call_view(context, self.parsed, self.path_ids)
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
