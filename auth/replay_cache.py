"""What may be used once: assertions; and what may not be used any more: revoked tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Executable, delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from auth.models import AssertionJti, DeniedToken
from services.core.db import transaction
from services.core.statements import compiled_once, insert_into, run_once

CLEARED_AT_ONCE = 100


def first_use(client_id: str, jti: str, expires_at: datetime) -> bool:
    """Whether nobody used this assertion before. The insert itself decides: a look first would let twins through."""
    taken, _ = run_once(None, _taken().bind(client_id=client_id, jti=jti, expires_at=expires_at), _cleared().bind())
    return bool(taken)


def deny(jti: str, expires_at: datetime) -> None:
    """Refuse this token from now on."""
    with transaction(None) as session:
        session.execute(insert(DeniedToken).values(jti=jti, expires_at=expires_at).on_conflict_do_nothing())
        _clear_denied(session)


@compiled_once
def _taken() -> Executable:
    made = insert_into(AssertionJti, "client_id", "jti", "expires_at")
    return made.on_conflict_do_nothing().returning(AssertionJti.jti)


@compiled_once
def _cleared() -> Executable:
    """Forget what has expired, leaving alone the rows that another worker is forgetting."""
    key = tuple_(AssertionJti.client_id, AssertionJti.jti)
    expired = select(AssertionJti.client_id, AssertionJti.jti).where(AssertionJti.expires_at < func.now())
    rows = expired.limit(CLEARED_AT_ONCE).with_for_update(skip_locked=True)
    return delete(AssertionJti).where(key.in_(rows))


def _clear_denied(session: Session) -> None:
    expired = select(DeniedToken.jti).where(DeniedToken.expires_at < func.now())
    rows = expired.limit(CLEARED_AT_ONCE).with_for_update(skip_locked=True)
    session.execute(delete(DeniedToken).where(DeniedToken.jti.in_(rows)))
