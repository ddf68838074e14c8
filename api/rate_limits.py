"""The quota of the current request: the RateLimit headers of its response, and 429 when the quota is used up."""

from __future__ import annotations

from flask import Flask, Response, g

from api.authentication import AuthenticatedCaller
from api.client_suspension import ClientSuspended, suspend_caller
from auth.rate_limit_headers import describe_policy, describe_usage
from services.core.errors import TooManyRequests
from services.core.quotas import Bucket, QuotaPolicy


def register(app: Flask) -> None:
    """Add the RateLimit headers to the responses of all operations."""
    app.after_request(_add_headers)


def set_policy(policy: QuotaPolicy) -> None:
    """State the policy in the response of the current request, also if its sender cannot be identified."""
    g.rate_limit_headers = describe_policy(policy)


def require_quota(caller: AuthenticatedCaller) -> None:
    """State the caller's usage in the response of the current request.

    Raises TooManyRequests if it exceeds the quota; a client that exceeds the quota of locators is suspended.
    """
    usage = caller.usage
    g.rate_limit_headers = describe_usage(usage)
    if not usage.is_exceeded:
        return
    if usage.policy.bucket is Bucket.LOCATOR:
        suspend_caller(caller)
        raise ClientSuspended(retry_after=usage.seconds_left)
    raise TooManyRequests(retry_after=usage.seconds_left)


def _add_headers(response: Response) -> Response:
    """Add the headers of the current request's quota, if it has one."""
    response.headers.update(g.get("rate_limit_headers", {}))
    return response
