"""The response headers of quotas: IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers).

Both fields are lists of structured fields (RFC 9651): a policy's name with parameters. `q` is the quota, `w` the window
in seconds, `r` what remains of the quota, `t` the seconds until the window ends.
"""

from __future__ import annotations

from services.core.quotas import QuotaPolicy, QuotaUsage

POLICY_HEADER = "RateLimit-Policy"
USAGE_HEADER = "RateLimit"


def describe_policy(policy: QuotaPolicy) -> dict[str, str]:
    """Return the header that states a quota policy."""
    return {POLICY_HEADER: f'"{policy.bucket}";q={policy.quota};w={policy.window_seconds}'}


def describe_usage(usage: QuotaUsage) -> dict[str, str]:
    """Return the headers that state a policy and what remains of its quota; with Retry-After when it is exceeded."""
    bucket = usage.policy.bucket
    headers = {**describe_policy(usage.policy), USAGE_HEADER: f'"{bucket}";r={usage.remaining};t={usage.seconds_left}'}
    return {**headers, "Retry-After": str(usage.seconds_left)} if usage.is_exceeded else headers
