"""What time it is. The sandbox and the tests may say it is another moment; nothing else may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import UUID, uuid4

import uuid_utils

_frozen_time: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _frozen_time.get() or datetime.now(UTC)


@contextmanager
def freeze_time(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment` (timezone-aware)."""
    token = _frozen_time.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen_time.reset(token)


def new_id() -> UUID:
    """A UUIDv7 of the present moment: ids sort by the time they were made."""
    pinned = _frozen_time.get()
    made = uuid_utils.uuid7(nanoseconds=int(pinned.timestamp() * 1_000_000) * 1000) if pinned else uuid_utils.uuid7()
    return UUID(bytes=made.bytes)


def new_random_id() -> UUID:
    """A UUIDv4, for what must not tell when it was first seen."""
    return uuid4()
