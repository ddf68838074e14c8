"""Running the background jobs that services have enqueued."""

from __future__ import annotations

import asyncio

import procrastinate
from sqlalchemy import text

import services.jobs.tasks  # noqa: F401  registers the tasks
from services.core import db
from services.jobs.queue import QUEUE_NAME, app, get_conninfo

UNFINISHED_JOBS = text("select task_name, attempts from procrastinate_jobs where queue_name = :queue")


def run_pending_jobs() -> None:
    """Run every waiting job with the library's own worker; fail when one of them fails."""
    asyncio.run(_run_worker_until_idle())
    with db.transaction(None) as session:
        unfinished = session.execute(UNFINISHED_JOBS, {"queue": QUEUE_NAME}).all()
    assert not unfinished, f"jobs that failed: {unfinished}"


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
