"""Idempotency-Key: which POST this is, and the answer it gets when it comes again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Request

from api.responses import Sent
from auth.principal import Principal
from services.core import idempotency
from services.core.db import Session
from services.core.errors import Invalid
from services.core.idempotency import AlreadyAnswered, KeyClaim

KEY = re.compile(r"[\x21-\x7e]{1,255}")
REPLAYED = {"Idempotency-Replayed": "true"}


@dataclass(frozen=True, slots=True)
class Once:
    """One keyed POST. `noun` names the resource that its answer speaks of."""

    claim: KeyClaim
    noun: str

    @classmethod
    def of(cls, req: Request, principal: Principal, noun: str) -> Once:
        """Invalid without a usable key. The whole request counts: method, address and body."""
        key = req.headers.get("Idempotency-Key")
        if key is None:
            raise Invalid("A POST that creates something needs an Idempotency-Key.", code="idempotency_key_missing")
        if not KEY.fullmatch(key):
            raise Invalid("Not a valid Idempotency-Key.", code="idempotency_key_invalid")
        exact = b"\n".join((req.method.encode(), req.full_path.encode(), req.get_data(cache=True)))
        return cls(KeyClaim.of(principal.organisation_id, principal.client_id, key, exact), noun)

    def begin(self, session: Session) -> None:
        """First in the transaction; AlreadyAnswered when this POST has been answered."""
        idempotency.claim_key(session, self.claim)

    def keep(self, session: Session, told: Mapping[str, Any], sent: Sent) -> None:
        """Last in the transaction. `told` names the resource: the answer's fields and the ids of the path."""
        resource_id = told.get(f"{self.noun}_id") or told["id"]
        packed = orjson.dumps([sent.status, sent.headers, sent.body.decode()])
        idempotency.store_response(session, self.claim, noun=self.noun, resource_id=resource_id, answer=packed)

    def again(self, session: Session) -> Sent | None:
        """What was answered, if the caller may still see it; None when it is forgotten and the work may be done."""
        packed = idempotency.load_response(session, self.claim)
        if packed is None:
            return None
        status, headers, body = orjson.loads(packed)
        return Sent(status, {**headers, **REPLAYED}, body.encode())


__all__ = ["AlreadyAnswered", "Once"]
