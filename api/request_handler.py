"""The steps of every request, in this order: token, scope, what the caller accepts, ids, body. Then in ONE transaction
actor, idempotency key, expected version, arguments, view, bytes, stored answer. Only after COMMIT is anything sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, g, request

from api.authentication import Caller, caller_of
from api.content_negotiation import require_acceptable
from api.context import RequestContext
from api.idempotency import AlreadyAnswered, Once
from api.operation import Operation
from api.preconditions import expected_version
from api.request_parsing import read_body
from api.responses import Sent, sent
from api.schemas.fields import UUID_FORM
from auth.bearer import require
from services.core.db import Session, run_in_transaction
from services.core.errors import AlreadyInProgress, NotFound

# A kept answer can end its day between two looks at it; twice in a row it cannot.
LOOKS = 3


def enter(operation: Operation, inner: Callable[..., Mapping[str, Any]], path_ids: Mapping[str, str]) -> Response:
    """The answer to the present request."""
    caller = admitted(operation)
    require_acceptable(request)
    ids = {name: _identifier(name, text) for name, text in path_ids.items()}
    # Read before the transaction begins, so that a slow sender holds no connection of the database.
    read_body(request)
    once = (
        Once.of(request, caller.principal, operation.idempotency_resource) if operation.idempotency_resource else None
    )
    return Passage(operation, inner, caller, ids, once).answer().response(request)


def admitted(operation: Operation) -> Caller:
    """Who calls, with a token that reaches this far."""
    caller = caller_of(request.headers.get("Authorization"), request.args)
    g.client_id = caller.principal.client_id
    if operation.scope:
        require(caller.principal, operation.scope)
    return caller


@dataclass(frozen=True, slots=True)
class Passage:
    """One admitted request."""

    operation: Operation
    inner: Callable[..., Mapping[str, Any]]
    caller: Caller
    ids: Mapping[str, Any]
    once: Once | None

    def answer(self) -> Sent:
        """What is sent, committed: from the work, or from the memory of it."""
        for _ in range(LOOKS):
            try:
                return run_in_transaction(self.caller.principal.organisation_id, self._work)
            except AlreadyAnswered:
                remembered = run_in_transaction(self.caller.principal.organisation_id, self._remember)
                if remembered:
                    return remembered
        raise AlreadyInProgress()

    def _work(self, session: Session) -> Sent:
        call = RequestContext(session, self.caller.principal, self.caller.actor)
        if self.once:
            self.once.begin(session)
        if self.operation.requires_if_match:
            call.expected_version = expected_version(request)
        found = self.inner(call, **self.ids)
        made = sent(self.operation, found, request)
        if self.once:
            kept = sent(self.operation, call.replayed_as, request) if call.replayed_as else made
            self.once.keep(session, {**found, **self.ids}, kept)
        return made

    def _remember(self, session: Session) -> Sent | None:
        self.caller.require_active()
        return self.once.again(session) if self.once else None


def _identifier(name: str, text: str) -> UUID | str:
    if not name.endswith("_id"):
        return text
    if not UUID_FORM.fullmatch(text):
        raise NotFound()
    return UUID(text)
