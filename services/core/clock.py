"""The current time and new ids. Only the sandbox and the tests can freeze the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import uuid_utils

_frozen_time: ContextVar[datetime | None] = ContextVar("frozen_time", default=None)

# Tolerated difference between the clock of a caller and ours.
MAX_CLOCK_SKEW = timedelta(minutes=5)


def now() -> datetime:
    """Return the current time in UTC."""
    return _frozen_time.get() or datetime.now(UTC)


@contextmanager
def freeze_time(time: datetime) -> Iterator[None]:
    """Make `now` and `new_id` use this timezone-aware time within the block."""
    token = _frozen_time.set(time.astimezone(UTC))
    try:
        yield
    finally:
        _frozen_time.reset(token)


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562) of the current time: ids sort by creation time."""
    time = _frozen_time.get()
    uuid = uuid_utils.uuid7(nanoseconds=int(time.timestamp() * 1_000_000) * 1000) if time else uuid_utils.uuid7()
    return UUID(bytes=uuid.bytes)


def new_random_id() -> UUID:
    """Return a UUIDv4, for rows whose id must not reveal when they were created."""
    return uuid4()


def is_in_future(moment: datetime) -> bool:
    """Return True for a time that another system's clock, which may be a little fast, cannot have shown yet."""
    return moment > now() + MAX_CLOCK_SKEW
