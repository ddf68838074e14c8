"""Quota policies: a number of requests of one kind for each client and window, counted in PostgreSQL for all workers.

The terms are those of the IETF draft "RateLimit header fields for HTTP". A window begins with the first request after
the previous one ended. The counter is one row of an unlogged table for each client and bucket, so that counting waits
for no disk; a crash of the database forgets the counts and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from math import ceil
from typing import Any

from sqlalchemy import BigInteger, DateTime, Select, Text, bindparam, case, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from services.core import crypto
from services.core.settings import get_settings
from services.core.statements import Row

COUNTER = table(
    "rate_limit_counter",
    column("client_id", Text()),
    column("action", Text()),
    column("period_start", DateTime(timezone=True)),
    column("count", BigInteger()),
)
MINUTE, HOUR = 60, 3600


class Bucket(StrEnum):
    """A kind of request that has a quota of its own."""

    READ = "read"
    WRITE = "write"
    LOCATOR = "locator"
    CARD = "card"
    TOKEN = "token"  # noqa: S105 the name of a bucket
    FAILED_AUTHENTICATION = "failed_authentication"


@dataclass(frozen=True, slots=True)
class QuotaPolicy:
    """At most `quota` requests of the bucket in `window_seconds`."""

    bucket: Bucket
    quota: int
    window_seconds: int


@dataclass(frozen=True, slots=True)
class QuotaUsage:
    """The requests that were counted under a policy in the present window, which ends in `seconds_left`."""

    policy: QuotaPolicy
    count: int
    seconds_left: int

    @property
    def remaining(self) -> int:
        """The number of requests that are still allowed in this window."""
        return max(0, self.policy.quota - self.count)

    @property
    def is_exceeded(self) -> bool:
        """True if the counted request is one too many."""
        return self.count > self.policy.quota


@cache
def get_policies() -> Mapping[Bucket, QuotaPolicy]:
    """Return the policy of each bucket, as the settings say."""
    settings = get_settings()
    quotas = {
        Bucket.READ: (settings.reads_per_minute, MINUTE),
        Bucket.WRITE: (settings.writes_per_minute, MINUTE),
        Bucket.LOCATOR: (settings.locators_per_hour, HOUR),
        Bucket.CARD: (settings.cards_per_hour, HOUR),
        Bucket.TOKEN: (settings.token_requests_per_minute, MINUTE),
        Bucket.FAILED_AUTHENTICATION: (settings.failed_authentications_per_minute, MINUTE),
    }
    return {bucket: QuotaPolicy(bucket, quota, window) for bucket, (quota, window) in quotas.items()}


def count_requests(keys: Select[str]) -> ReturningInsert[Any]:
    """Return the statement that counts one request for each key, and returns `period_start` and `count`.

    `keys` selects one text column, such as hashed client ids. The other parameters are those of `bind_parameters`.
    """
    key = keys.subquery("counted_key").columns[0]
    is_over = COUNTER.c.period_start <= bindparam("window_began", type_=DateTime(timezone=True))
    now = bindparam("counted_at", type_=DateTime(timezone=True))
    new_rows = select(key, bindparam("action", type_=Text()), now, literal(1, BigInteger()))
    upsert = insert(COUNTER).from_select(["client_id", "action", "period_start", "count"], new_rows)
    next_count = func.least(COUNTER.c.count + 1, bindparam("max_count", type_=BigInteger()))
    upsert = upsert.on_conflict_do_update(
        index_elements=["client_id", "action"],
        set_={
            "period_start": case((is_over, now), else_=COUNTER.c.period_start),
            "count": case((is_over, literal(1, BigInteger())), else_=next_count),
        },
    )
    return upsert.returning(COUNTER.c.period_start, COUNTER.c.count)


@lru_cache(maxsize=4096)
def hash_client_id(client_id: str) -> str:
    """Return the key under which the requests of a client are counted.

    A keyed hash: beside the times of events, a client's name would tell a reader of a dump what the client did.
    """
    return crypto.compute_keyed_hash(get_settings().secret_key, "counted clients", client_id).hex()


def bind_parameters(policy: QuotaPolicy, now: datetime) -> dict[str, object]:
    """Return the parameters of `count_requests` for one policy."""
    return {
        "action": f"requests:{policy.bucket}",
        "counted_at": now,
        "window_began": now - timedelta(seconds=policy.window_seconds),
        # The count stops above the quota, so that a client that never stops cannot overflow it.
        "max_count": policy.quota + 1,
    }


def read_usage(policy: QuotaPolicy, row: Row, now: datetime) -> QuotaUsage:
    """Return the usage that a row of `count_requests` tells."""
    ends_at = row["period_start"] + timedelta(seconds=policy.window_seconds)
    seconds_left = ceil((ends_at - now).total_seconds())
    return QuotaUsage(policy, row["count"], min(max(1, seconds_left), policy.window_seconds))
