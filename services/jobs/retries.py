"""Retries of failed jobs: with growing pauses, and a bounded number. After that a job is a dead letter."""

from __future__ import annotations

import procrastinate
from procrastinate.jobs import Job

# With the pauses below, the last try is 37 minutes after the first: longer than a lock or a restart lasts.
MAX_RETRIES = 12
FIRST_PAUSE_SECONDS, MAX_PAUSE_SECONDS = 2, 600


class RetryStrategy(procrastinate.BaseRetryStrategy):
    """Pauses of 2, 4, 8 ... seconds, at most ten minutes each, and MAX_RETRIES retries."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """Return when the job runs again, or None when it has failed too often."""
        if job.attempts >= MAX_RETRIES:
            return None
        pause_seconds = min(FIRST_PAUSE_SECONDS * 2**job.attempts, MAX_PAUSE_SECONDS)
        return procrastinate.RetryDecision(retry_in={"seconds": pause_seconds})
