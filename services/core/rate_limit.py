"""N tries per period and client, counted in the database so that every worker counts alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import case, func, literal, update
from sqlalchemy.dialects.postgresql import insert

from services.core import clock
from services.core.db import Session, run_in_transaction
from services.core.errors import TooManyRequests
from services.models.idempotency import RateLimitCounter

HOUR = timedelta(hours=1)
# The counter stops here: a client that hammers on never overflows it.
MAX_COUNT = 30_000


@contextmanager
def attempt(session: Session, what: str, client_id: str, *, at_most: int, within: timedelta = HOUR) -> Iterator[None]:
    """Around one try. It is counted before it begins, so that parallel ones cannot all slip through, and taken back
    when it succeeds: who is right all the time may go on all day."""
    consume(what, client_id, at_most=at_most, within=within)
    yield
    session.execute(
        update(RateLimitCounter)
        .where(RateLimitCounter.client_id == client_id, RateLimitCounter.what == what)
        .values(count=func.greatest(RateLimitCounter.count - 1, 0))
    )


def consume(what: str, client_id: str, *, at_most: int, within: timedelta = HOUR) -> None:
    """Count one try, or TooMany. In a transaction of its own: a try counts although the work after it fails."""
    now = clock.now()
    since, count = run_in_transaction(None, lambda session: _increment(session, what, client_id, now, within))
    if count > at_most:
        raise TooManyRequests(retry_after=max(1, ceil((since + within - now).total_seconds())))


def _increment(session: Session, what: str, client_id: str, now: datetime, within: timedelta) -> tuple[datetime, int]:
    """One statement, so that parallel tries cannot pass each other."""
    over = RateLimitCounter.since <= now - within
    counting = insert(RateLimitCounter).values(client_id=client_id, what=what, since=now, count=1)
    counting = counting.on_conflict_do_update(
        index_elements=[RateLimitCounter.client_id, RateLimitCounter.what],
        set_={
            "since": case((over, now), else_=RateLimitCounter.since),
            "count": case((over, literal(1)), else_=func.least(RateLimitCounter.count + 1, MAX_COUNT)),
        },
    )
    counted_since, count = session.execute(counting.returning(RateLimitCounter.since, RateLimitCounter.count)).one()
    return counted_since, count
