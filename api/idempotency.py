"""The Idempotency-Key header: identifies a POST, and returns the stored response when the POST is sent again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import orjson
from flask import Request

from api.authentication import AuthenticatedCaller
from api.responses import RenderedResponse
from services.core import idempotency
from services.core.db import Session
from services.core.errors import Invalid
from services.core.idempotency import KeyClaim

KEY = re.compile(r"[\x21-\x7e]{1,255}")
REPLAY_HEADERS = {"Idempotency-Replayed": "true"}


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A POST with an Idempotency-Key. `resource` is the kind of the resource that its response shows."""

    claim: KeyClaim
    resource: str

    @classmethod
    def from_request(cls, req: Request, caller: AuthenticatedCaller, resource: str) -> IdempotentRequest:
        """Return the keyed form of the request. Raises Invalid without a valid key.

        Two requests are the same when method, path, query and body are equal byte by byte.
        """
        key = req.headers.get("Idempotency-Key")
        if key is None:
            raise Invalid("The request must have an Idempotency-Key header.", code="idempotency_key_missing")
        if not KEY.fullmatch(key):
            raise Invalid(
                "The Idempotency-Key must consist of 1 to 255 visible ASCII characters.", code="idempotency_key_invalid"
            )
        content = b"\n".join((req.method.encode(), req.full_path.encode(), req.get_data()))
        return cls(KeyClaim.of(caller.tenant_id, caller.tenant_client_id, key, content), resource)

    def claim_key(self, session: Session) -> None:
        """Reserve the key, first in the transaction. Raises AlreadyAnswered when a response is stored for it."""
        idempotency.claim_key(session, self.claim)

    def store_response(self, session: Session, resource_id: UUID, response: RenderedResponse) -> None:
        """Store the response for replays, last in the transaction."""
        packed = orjson.dumps([response.status, response.headers, response.body.decode()])
        idempotency.store_response(
            session, self.claim, resource=self.resource, resource_id=resource_id, response=packed
        )

    def load_response(self, session: Session) -> RenderedResponse | None:
        """Return the stored response, or None when it has expired and the key is free again.

        Raises NotFound when the caller may no longer see the resource, and Invalid when the key was used for another
        request.
        """
        packed = idempotency.load_response(session, self.claim)
        if packed is None:
            return None
        status, headers, body = orjson.loads(packed)
        return RenderedResponse(status, {**headers, **REPLAY_HEADERS}, body.encode())

    def find_resource_id(self, values: Mapping[str, object]) -> UUID:
        """Return the id of the resource that the request creates or changes.

        `values` holds the path ids and the response fields; the path id of the resource comes before the field `id`.
        """
        return UUID(str(values.get(f"{self.resource}_id") or values["id"]))
