"""The version that a client names must be the one that is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from services.core import clock
from services.core.errors import StaleVersion


def require_version(thing: Any, expected: int | None) -> None:
    """Stale when the thing has moved on. None asks for nothing: the caller is a job."""
    if expected is not None and thing.version != expected:
        raise StaleVersion


def flush_next_version(session: Session, thing: Any) -> None:
    """Write the thing with its next version."""
    thing.updated_at = clock.now()
    session.flush()
