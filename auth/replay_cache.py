"""Storage of used client assertions, so that each is accepted once (RFC 7523, section 3, `jti`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Executable, delete, func, select, tuple_

from auth.models import AssertionJti
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
    insert = _insert_jti().bind(client_id=client_id, jti=jti, expires_at=expires_at)
    inserted_rows, _ = run_once(None, insert, _purge_expired().bind())
    return bool(inserted_rows)


@compiled_once
def _insert_jti() -> Executable:
    """Build the insert of a used assertion, which returns no row if it is stored already."""
    statement = insert_into(AssertionJti, "client_id", "jti", "expires_at")
    return statement.on_conflict_do_nothing().returning(AssertionJti.jti)


@compiled_once
def _purge_expired() -> Executable:
    """Delete some expired rows, except those that another transaction is deleting."""
    key = tuple_(AssertionJti.client_id, AssertionJti.jti)
    expired = select(AssertionJti.client_id, AssertionJti.jti).where(AssertionJti.expires_at < func.now())
    return delete(AssertionJti).where(key.in_(expired.limit(MAX_ROWS_PER_PURGE).with_for_update(skip_locked=True)))
