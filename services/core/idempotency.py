"""Idempotent POST requests: a request that is sent twice with the same Idempotency-Key is performed once.

The key is claimed first and the response stored last, both in the transaction of the work. If the work fails, the
rollback frees the key. If it commits, its response is stored, so that a client whose connection broke at COMMIT gets
that response when it repeats the request. A concurrent duplicate waits at the unique key, for at most lock_timeout.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Self, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from services.core import clock, crypto, field_encryption
from services.core.db import Session
from services.core.errors import Invalid, NotFound
from services.core.settings import get_settings
from services.core.statements import compiled_once, execute, fetch_rows, insert_into
from services.models.access import Access, DataKey
from services.models.idempotency import IdempotencyKey

RETENTION = timedelta(hours=24)


class AlreadyAnswered(Exception):
    """This key has a response. The database has ended the transaction: load the response in a new one."""


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """One Idempotency-Key of one client for one exact request. `key` and `request` are digests."""

    organisation_id: UUID
    client_id: str
    key: bytes
    request: bytes

    @classmethod
    def of(cls, organisation_id: UUID, client_id: str, key: str, request: bytes) -> Self:
        """Return the claim for a key and the bytes of a request. The table holds keyed digests, never the originals."""
        digests = (_compute_digest("idempotency keys", key.encode()), _compute_digest("idempotent requests", request))
        return cls(organisation_id, client_id, *digests)


def claim_key(session: Session, claim: KeyClaim) -> None:
    """Reserve the key for this transaction. Raises AlreadyAnswered if an earlier request has used it."""
    statement = _insert_idempotency_key().bind(
        organisation_id=claim.organisation_id,
        client_id=claim.client_id,
        key=claim.key,
        request=claim.request,
        created_at=clock.now(),
    )
    try:
        execute(session, statement)
    except IntegrityError:
        raise AlreadyAnswered from None


def store_response(session: Session, claim: KeyClaim, *, resource: str, resource_id: UUID, response: bytes) -> None:
    """Store the response, encrypted under the data key of the resource, as the last step before COMMIT."""
    owner_id, wrapped = _load_owner(session, claim, resource, resource_id)
    if wrapped is None:
        data_key = field_encryption.create_data_key(session, owner_id, resource_id)
    else:
        data_key = field_encryption.unwrap_data_key(owner_id, resource_id, wrapped)
    statement = _update_response().bind(
        me=claim.organisation_id,
        client=claim.client_id,
        digest=claim.key,
        resource=resource,
        resource_id=resource_id,
        response=crypto.encrypt(data_key, response, _response_context(claim)),
    )
    execute(session, statement)


def load_response(session: Session, claim: KeyClaim) -> bytes | None:
    """Return the stored response, or None if it is older than the retention period; then the key is free again.

    Raises:
        Invalid: the key was used for another request.
        NotFound: the caller has lost access to the resource, or the resource was erased.
    """
    row = session.scalars(select(IdempotencyKey).where(*_matches_claim(claim))).one_or_none()
    if row is None or row.created_at <= clock.now() - RETENTION:
        session.execute(delete(IdempotencyKey).where(*_matches_claim(claim)))
        return None
    if not hmac.compare_digest(row.request, claim.request):
        raise Invalid("The Idempotency-Key was used for another request.", code="idempotency_key_reused")
    # None of them is null: the transaction that claims a key stores the response too.
    resource, resource_id, response = cast(tuple[str, UUID, bytes], (row.resource, row.resource_id, row.response))
    owner_id, _ = _load_owner(session, claim, resource, resource_id)
    return field_encryption.decrypt_field(session, owner_id, resource_id, _response_context(claim), response)


def delete_expired_keys(session: Session) -> int:
    """Delete the acting organisation's keys that are older than the retention period; return their number."""
    expired = delete(IdempotencyKey).where(IdempotencyKey.created_at <= clock.now() - RETENTION)
    return len(session.scalars(expired.returning(IdempotencyKey.key)).all())


def _load_owner(session: Session, claim: KeyClaim, resource: str, resource_id: UUID) -> tuple[UUID, bytes | None]:
    """Return owner and wrapped data key (None if there is none) of a resource. Raises NotFound without access."""
    statement = _select_owner().bind(me=claim.organisation_id, kind=resource, resource_id=resource_id)
    for row in fetch_rows(session, statement):
        return row["owner_id"], row["wrapped"]
    raise NotFound


@compiled_once
def _select_owner() -> Executable:
    """Select owner and wrapped data key of a resource that the organisation `me` has access to."""
    same_resource = (DataKey.owner_id == Access.owner_id) & (DataKey.resource_id == Access.resource_id)
    return (
        select(Access.owner_id, DataKey.wrapped)
        .join(DataKey, same_resource, isouter=True)
        .where(
            Access.organisation_id == bindparam("me"),
            Access.kind == bindparam("kind"),
            Access.resource_id == bindparam("resource_id"),
        )
    )


@compiled_once
def _insert_idempotency_key() -> Executable:
    """Insert a key without a response."""
    return insert_into(IdempotencyKey, "organisation_id", "client_id", "key", "request", "created_at")


@compiled_once
def _update_response() -> Executable:
    """Store the response of a key."""
    return (
        update(IdempotencyKey)
        .where(
            IdempotencyKey.organisation_id == bindparam("me"),
            IdempotencyKey.client_id == bindparam("client"),
            IdempotencyKey.key == bindparam("digest"),
        )
        .values(resource=bindparam("resource"), resource_id=bindparam("resource_id"), response=bindparam("response"))
    )


def _matches_claim(claim: KeyClaim) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that select the row of the claimed key."""
    return (
        IdempotencyKey.organisation_id == claim.organisation_id,
        IdempotencyKey.client_id == claim.client_id,
        IdempotencyKey.key == claim.key,
    )


def _response_context(claim: KeyClaim) -> str:
    """Return the encryption context of a stored response."""
    return f"idempotency_key.response/{claim.organisation_id}/{claim.client_id}/{claim.key.hex()}"


def _compute_digest(purpose: str, content: bytes) -> bytes:
    """Return a keyed digest: nobody who can read the table can test guesses of the content."""
    return hmac.digest(crypto.derive_key(get_settings().secret_key, purpose), content, "sha256")
