"""What time it is. The sandbox and the tests may say it is another moment; nothing else may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import UUID, uuid4

import uuid_utils

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment` (timezone-aware)."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)


def new_id() -> UUID:
    """A UUIDv7 of the present moment: ids sort by the time they were made."""
    pinned = _moment.get()
    made = uuid_utils.uuid7(nanoseconds=int(pinned.timestamp() * 1_000_000) * 1000) if pinned else uuid_utils.uuid7()
    return UUID(bytes=made.bytes)


def timeless_id() -> UUID:
    """A UUIDv4, for what must not tell when it was first seen."""
    return uuid4()
