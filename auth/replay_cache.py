"""Storage of used client assertions, so that each is accepted once (RFC 7523, section 3, `jti`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Executable, delete, func, select

from auth.models import AssertionJti
from services.core import crypto
from services.core.settings import get_settings
from services.core.statements import compiled_once, insert_into, run_once

MAX_ROWS_PER_PURGE = 100


def consume_jti(client_id: str, jti: str, expires_at: datetime) -> bool:
    """Record the use of an assertion; return False when it was used before.

    The insert itself decides: a query before it would let two simultaneous uses pass.

    Args:
        client_id: the client that signed the assertion.
        jti: the assertion's id, unique for the client.
        expires_at: the moment from which the record may be deleted.
    """
    digest = crypto.compute_keyed_hash(get_settings().secret_key, f"assertions of {client_id}", jti)
    insert = _insert_jti().bind(digest=digest, expires_at=expires_at)
    inserted_rows, _ = run_once(None, insert, _purge_expired().bind())
    return bool(inserted_rows)


@compiled_once
def _insert_jti() -> Executable:
    """Build the insert of a used assertion, which returns no row if it is stored already."""
    statement = insert_into(AssertionJti, "digest", "expires_at")
    return statement.on_conflict_do_nothing().returning(AssertionJti.digest)


@compiled_once
def _purge_expired() -> Executable:
    """Delete some expired rows, except those that another transaction is deleting."""
    expired = select(AssertionJti.digest).where(AssertionJti.expires_at < func.now()).limit(MAX_ROWS_PER_PURGE)
    return delete(AssertionJti).where(AssertionJti.digest.in_(expired.with_for_update(skip_locked=True)))
