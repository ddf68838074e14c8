"""Limits of requests to the OAuth endpoints, counted after the client was authenticated or has failed to be.

A client that authenticates is never refused because of the failures of others: nobody can lock a client out by sending
its id with wrong credentials.
"""

from __future__ import annotations

from dataclasses import replace

from authlib.oauth2 import OAuth2Error
from sqlalchemy import ARRAY, Executable, Text, bindparam, func, select

from services.core import clock, crypto, quotas
from services.core.quotas import Bucket, QuotaPolicy, QuotaUsage
from services.core.settings import get_settings
from services.core.statements import compiled_once, run_once

# Failures are counted in a fixed number of slots, whatever ids a caller invents. Known and unknown ids share them, so
# that a counter tells nobody which clients exist.
FAILURE_SLOTS = 1024
ALL_FAILURES = "all"
# The quota of all failures together, as a multiple of the quota of one slot.
ALL_FAILURES_FACTOR = 20


class TooManyRequests(OAuth2Error):
    """The client, or whoever fails to authenticate, has sent too many requests."""

    error = "temporarily_unavailable"
    description = "Too many requests. Wait as long as Retry-After says."
    status_code = 429

    def __init__(self, usage: QuotaUsage) -> None:
        super().__init__()
        self.usage = usage


def count_client_request(client_id: str) -> QuotaUsage:
    """Count a request of an authenticated client and return its usage. Raises TooManyRequests."""
    policy = quotas.get_policies()[Bucket.TOKEN]
    (usage,) = _count(policy, quotas.hash_client_id(client_id))
    if usage.is_exceeded:
        raise TooManyRequests(usage)
    return usage


def count_failure(presented_id: str) -> QuotaUsage:
    """Count a failed authentication and return the usage of the slot of the presented client id.

    Raises:
        TooManyRequests: too many authentications failed in this slot, or in all slots together.
    """
    policy = quotas.get_policies()[Bucket.FAILED_AUTHENTICATION]
    total_policy = replace(policy, quota=policy.quota * ALL_FAILURES_FACTOR)
    slot, total = _count(total_policy, _find_slot(presented_id), ALL_FAILURES)
    slot = replace(slot, policy=policy)
    if slot.is_exceeded or total.is_exceeded:
        raise TooManyRequests(slot if slot.is_exceeded else total)
    return slot


def _count(policy: QuotaPolicy, *keys: str) -> list[QuotaUsage]:
    """Count a request for each key in one statement; return the usages in the order of the keys."""
    now = clock.now()
    statement = _count_requests().bind(keys=list(keys), **quotas.bind_parameters(policy, now))
    (rows,) = run_once(None, statement)
    return [quotas.read_usage(policy, row, now) for row in rows]


@compiled_once
def _count_requests() -> Executable:
    """Build the statement that counts a request for each of the keys. All transactions lock ALL_FAILURES last."""
    return quotas.count_requests(select(func.unnest(bindparam("keys", type_=ARRAY(Text())))))


def _find_slot(presented_id: str) -> str:
    """Return the name of the slot of a client id; without the secret key nobody can find ids that share a slot."""
    digest = crypto.compute_keyed_hash(get_settings().secret_key, "failed authentications", presented_id)
    return f"slot {int.from_bytes(digest[:4]) % FAILURE_SLOTS}"
