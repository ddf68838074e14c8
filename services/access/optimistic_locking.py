"""Optimistic locking: a change names the version that it was made from."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.core import clock
from services.core.errors import StaleVersion


def require_version(row: Any, expected: int | None) -> None:
    """Raise StaleVersion unless the row still has the expected version. A job passes None, which matches any."""
    if expected is not None and row.version != expected:
        raise StaleVersion


def flush_next_version(session: Session, row: Any) -> None:
    """Write the changes of the row with its next version. Raises StaleDataError if another transaction was faster."""
    row.updated_at = clock.now()
    session.flush()
