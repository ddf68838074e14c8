"""Running the background jobs that services have enqueued."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import procrastinate
from sqlalchemy import Row, text

import services.jobs.tasks  # noqa: F401  registers the tasks
from services.core import db
from services.jobs.queue import QUEUE_NAME, app, get_conninfo

# A job that is scheduled for later than this is left waiting.
SOON_SECONDS = 2
UNFINISHED_JOBS = text("""
    select task_name, attempts, extract(epoch from scheduled_at - now()) as seconds from procrastinate_jobs
    where queue_name = :queue and (scheduled_at is null or scheduled_at < now() + make_interval(secs => :soon))
""")


def run_pending_jobs() -> None:
    """Run every job that is waiting or scheduled for soon with the library's own worker; fail when one of them fails.

    The time for which a job is scheduled is that of the database, whatever time the test has frozen.
    """
    asyncio.run(_run_worker_until_idle())
    while unfinished := _list_unfinished_jobs():
        failed = [job for job in unfinished if job.attempts]
        assert not failed, f"jobs that failed: {failed}"
        time.sleep(max(0, *(float(job.seconds or 0) for job in unfinished)))
        asyncio.run(_run_worker_until_idle())


def _list_unfinished_jobs() -> Sequence[Row[Any]]:
    """Return the jobs that were not deleted after their success, without those that are scheduled for later."""
    with db.transaction(None) as session:
        return session.execute(UNFINISHED_JOBS, {"queue": QUEUE_NAME, "soon": SOON_SECONDS}).all()


async def _run_worker_until_idle() -> None:
    connector = procrastinate.PsycopgConnector(conninfo=get_conninfo(), kwargs={"prepare_threshold": None})
    with app.replace_connector(connector) as app_with_connector:
        async with app_with_connector.open_async():
            await app_with_connector.run_worker_async(
                queues=[QUEUE_NAME],
                wait=False,
                listen_notify=False,
                install_signal_handlers=False,
                delete_jobs="successful",
            )
