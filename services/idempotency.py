"""A POST that is sent twice is done once.

The key is claimed first and the answer stored last, both in the transaction of the work itself. Whatever fails rolls
the claim back, so failed work frees its key; whatever committed has its answer, so a cut line at COMMIT is healed by
asking again. A twin waits for the first at the unique key, for at most lock_timeout.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from services import clock, crypto, vault
from services.db import Session
from services.errors import Invalid, NotFound
from services.models.access import Access
from services.models.idempotency import IdempotencyKey
from services.settings import settings

KEPT = timedelta(hours=24)


class AlreadyDone(Exception):
    """This key has an answer. Leave this transaction, which the database has ended, and replay in a new one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One key of one client for one exact request."""

    organisation_id: UUID
    client_id: str
    key: bytes
    request: bytes

    @classmethod
    def of(cls, organisation_id: UUID, client_id: str, key: str, request: bytes) -> Claim:
        """Keyed digests: neither the key nor a guessable request can be read out of the table."""
        return cls(organisation_id, client_id, hashlib.sha256(key.encode()).digest(), _digest(request))


def claim(session: Session, wanted: Claim) -> None:
    """Reserve the key for this transaction, or AlreadyDone."""
    row = insert(IdempotencyKey).values(
        organisation_id=wanted.organisation_id, client_id=wanted.client_id, key=wanted.key, request=wanted.request
    )
    try:
        session.execute(row)
    except IntegrityError:
        raise AlreadyDone from None


def keep(session: Session, wanted: Claim, *, noun: str, resource_id: UUID, answer: bytes) -> None:
    """Store the answer, last before COMMIT."""
    owner_id = _owner(session, wanted, noun, resource_id)
    if not vault.has_key(session, owner_id, resource_id):
        vault.make_key(session, owner_id, resource_id)
    sealed = vault.seal(session, owner_id, resource_id, _place(wanted), answer)
    row = update(IdempotencyKey).where(*_is(wanted)).values(noun=noun, resource_id=resource_id, answer=sealed)
    session.execute(row)


def replay(session: Session, wanted: Claim) -> bytes | None:
    """The answer that was given; None when it is too old to be kept, and then the key is free again.

    NotFound when the resource has since been withdrawn from the caller, or erased.
    """
    row = session.scalars(select(IdempotencyKey).where(*_is(wanted))).one_or_none()
    if row is None or row.created_at <= clock.now() - KEPT:
        session.execute(delete(IdempotencyKey).where(*_is(wanted)))
        return None
    if not hmac.compare_digest(row.request, wanted.request):
        raise Invalid("This Idempotency-Key was used for another request.", code="idempotency_key_reused")
    if row.noun is None or row.resource_id is None or row.answer is None:
        raise AssertionError("the answer is stored in the transaction that claims the key")
    owner_id = _owner(session, wanted, row.noun, row.resource_id)
    return vault.open(session, owner_id, row.resource_id, _place(wanted), row.answer)


def forget_old(session: Session) -> int:
    """Delete the acting organisation's keys that are past their day; how many there were."""
    old = delete(IdempotencyKey).where(IdempotencyKey.created_at <= clock.now() - KEPT)
    result = session.execute(old)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _owner(session: Session, wanted: Claim, noun: str, resource_id: UUID) -> UUID:
    """Whose resource it is, if the caller can reach it."""
    found = session.scalar(
        select(Access.owner_id).where(
            Access.organisation_id == wanted.organisation_id, Access.kind == noun, Access.resource_id == resource_id
        )
    )
    if found is None:
        raise NotFound
    return found


def _is(wanted: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        IdempotencyKey.organisation_id == wanted.organisation_id,
        IdempotencyKey.client_id == wanted.client_id,
        IdempotencyKey.key == wanted.key,
    )


def _place(wanted: Claim) -> str:
    return f"idempotency_key.answer/{wanted.organisation_id}/{wanted.client_id}/{wanted.key.hex()}"


def _digest(request: bytes) -> bytes:
    return hmac.digest(crypto.derive(settings().secret_key, "idempotent requests"), request, "sha256")
