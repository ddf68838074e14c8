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

from sqlalchemy import ColumnElement, CursorResult, Executable, bindparam, delete, select, update
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
    """This key has an answer. Leave this transaction, which the database has ended, and replay in a new one."""


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """One key of one client for one exact request."""

    organisation_id: UUID
    client_id: str
    key: bytes
    request: bytes

    @classmethod
    def of(cls, organisation_id: UUID, client_id: str, key: str, request: bytes) -> KeyClaim:
        """Keyed digests: neither the key nor a guessable request can be read out of the table."""
        return cls(organisation_id, client_id, hashlib.sha256(key.encode()).digest(), _digest_request(request))


def claim_key(session: Session, wanted: KeyClaim) -> None:
    """Reserve the key for this transaction, or AlreadyDone."""
    given = {"organisation_id": wanted.organisation_id, "client_id": wanted.client_id, "key": wanted.key}
    try:
        execute(session, _insert_key().bind(**given, request=wanted.request, created_at=clock.now()))
    except IntegrityError:
        raise AlreadyAnswered from None


def store_response(session: Session, wanted: KeyClaim, *, noun: str, resource_id: UUID, answer: bytes) -> None:
    """Store the answer, last before COMMIT."""
    owner_id, wrapped = _load_owner(session, wanted, noun, resource_id)
    if wrapped is None:
        key = field_encryption.create_data_key(session, owner_id, resource_id)
    else:
        key = field_encryption.unwrap_data_key(owner_id, resource_id, wrapped)
    sealed = crypto.encrypt(key, answer, _response_context(wanted))
    of_it = {"me": wanted.organisation_id, "client": wanted.client_id, "hash": wanted.key}
    execute(session, _update_response().bind(**of_it, noun=noun, resource_id=resource_id, answer=sealed))


def load_response(session: Session, wanted: KeyClaim) -> bytes | None:
    """The answer that was given; None when it is too old to be kept, and then the key is free again.

    NotFound when the resource has since been withdrawn from the caller, or erased.
    """
    row = session.scalars(select(IdempotencyKey).where(*_matches_claim(wanted))).one_or_none()
    if row is None or row.created_at <= clock.now() - RETENTION:
        session.execute(delete(IdempotencyKey).where(*_matches_claim(wanted)))
        return None
    if not hmac.compare_digest(row.request, wanted.request):
        raise Invalid("The Idempotency-Key was used for another request.", code="idempotency_key_reused")
    if row.noun is None or row.resource_id is None or row.answer is None:
        raise AssertionError("the answer is stored in the transaction that claims the key")
    owner_id, _ = _load_owner(session, wanted, row.noun, row.resource_id)
    return field_encryption.decrypt_field(session, owner_id, row.resource_id, _response_context(wanted), row.answer)


def delete_expired_keys(session: Session) -> int:
    """Delete the acting organisation's keys that are past their day; how many there were."""
    old = delete(IdempotencyKey).where(IdempotencyKey.created_at <= clock.now() - RETENTION)
    result = session.execute(old)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _load_owner(session: Session, wanted: KeyClaim, noun: str, resource_id: UUID) -> tuple[UUID, bytes | None]:
    """Whose resource it is, if the caller can reach it, and its data key, if it has one."""
    found = fetch_rows(session, _select_owner().bind(me=wanted.organisation_id, kind=noun, resource_id=resource_id))
    if not found:
        raise NotFound
    return found[0]["owner_id"], found[0]["wrapped"]


@compiled_once
def _select_owner() -> Executable:
    key = (DataKey.owner_id == Access.owner_id) & (DataKey.resource_id == Access.resource_id)
    return (
        select(Access.owner_id, DataKey.wrapped)
        .join(DataKey, key, isouter=True)
        .where(
            Access.organisation_id == bindparam("me"),
            Access.kind == bindparam("kind"),
            Access.resource_id == bindparam("resource_id"),
        )
    )


@compiled_once
def _insert_key() -> Executable:
    return insert_into(IdempotencyKey, "organisation_id", "client_id", "key", "request", "created_at")


@compiled_once
def _update_response() -> Executable:
    return (
        update(IdempotencyKey)
        .where(
            IdempotencyKey.organisation_id == bindparam("me"),
            IdempotencyKey.client_id == bindparam("client"),
            IdempotencyKey.key == bindparam("hash"),
        )
        .values(noun=bindparam("noun"), resource_id=bindparam("resource_id"), answer=bindparam("answer"))
    )


def _matches_claim(wanted: KeyClaim) -> tuple[ColumnElement[bool], ...]:
    return (
        IdempotencyKey.organisation_id == wanted.organisation_id,
        IdempotencyKey.client_id == wanted.client_id,
        IdempotencyKey.key == wanted.key,
    )


def _response_context(wanted: KeyClaim) -> str:
    return f"idempotency_key.answer/{wanted.organisation_id}/{wanted.client_id}/{wanted.key.hex()}"


def _digest_request(request: bytes) -> bytes:
    return hmac.digest(crypto.derive_key(get_settings().secret_key, "idempotent requests"), request, "sha256")
