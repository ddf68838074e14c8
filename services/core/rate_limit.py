"""Rate limits: at most N attempts per period and client, counted in the database, so that all workers share them."""

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
# The counter stops here, so that a client that never stops cannot overflow it.
MAX_COUNT = 30_000


@contextmanager
def attempt(session: Session, action: str, client_id: str, *, at_most: int, within: timedelta = HOUR) -> Iterator[None]:
    """Count the block as one attempt if it fails; only failures use up the limit.

    The attempt is counted before the block runs, so that parallel attempts cannot exceed the limit, and uncounted when
    the block succeeds. Raises TooManyRequests.
    """
    consume(action, client_id, at_most=at_most, within=within)
    yield
    session.execute(
        update(RateLimitCounter)
        .where(RateLimitCounter.client_id == client_id, RateLimitCounter.action == action)
        .values(count=func.greatest(RateLimitCounter.count - 1, 0))
    )


def consume(action: str, client_id: str, *, at_most: int, within: timedelta = HOUR) -> None:
    """Count one attempt in a transaction of its own, so that it counts even if the caller's transaction fails.

    Raises:
        TooManyRequests: more than `at_most` attempts `within` the period; it says how many seconds to wait.
    """
    now = clock.now()
    since, count = run_in_transaction(None, lambda session: _increment(session, action, client_id, now, within))
    if count > at_most:
        raise TooManyRequests(retry_after=max(1, ceil((since + within - now).total_seconds())))


def _increment(session: Session, action: str, client_id: str, now: datetime, within: timedelta) -> tuple[datetime, int]:
    """Increment the counter in one statement; return the start of its period and the new count."""
    is_over = RateLimitCounter.period_start <= now - within
    upsert = insert(RateLimitCounter).values(client_id=client_id, action=action, period_start=now, count=1)
    upsert = upsert.on_conflict_do_update(
        index_elements=[RateLimitCounter.client_id, RateLimitCounter.action],
        set_={
            "period_start": case((is_over, now), else_=RateLimitCounter.period_start),
            "count": case((is_over, literal(1)), else_=func.least(RateLimitCounter.count + 1, MAX_COUNT)),
        },
    )
    since, count = session.execute(upsert.returning(RateLimitCounter.period_start, RateLimitCounter.count)).one()
    return since, count


def reset_counters(session: Session) -> None:
    """Forget all counted requests and attempts, for a sandbox."""
    session.execute(update(RateLimitCounter).values(count=0))
