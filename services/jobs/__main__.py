"""`python -m services.jobs`: the worker. Stop it with SIGTERM; kill it, and the next one does its work again."""

from __future__ import annotations

import asyncio
import logging

import procrastinate

import services.jobs.tasks  # noqa: F401 - registers the tasks
from services.jobs.queue import QUEUE, app, conninfo

# Polling, since LISTEN costs a fifth of the commit rate and does not pass a pooler in transaction mode.
POLL = 1.0
HEARTBEAT = 2.0
STALLED = 8.0
GRACE = 20.0
CONCURRENCY = 2


async def work() -> None:
    """Run until told to stop, taking over what a worker that died left behind."""
    connector = procrastinate.PsycopgConnector(conninfo=conninfo(), kwargs={"prepare_threshold": None})
    with app.replace_connector(connector) as live:
        async with live.open_async():
            rescue = asyncio.create_task(take_over(live))
            try:
                await live.run_worker_async(
                    queues=[QUEUE, "default"],
                    concurrency=CONCURRENCY,
                    fetch_job_polling_interval=POLL,
                    listen_notify=False,
                    delete_jobs="successful",
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED,
                    shutdown_graceful_timeout=GRACE,
                )
            finally:
                rescue.cancel()


async def take_over(live: procrastinate.App) -> None:
    """A job whose worker gives no more signs of life is tried again."""
    while True:
        for job in await live.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            await live.job_manager.retry_job(job)
        await asyncio.sleep(HEARTBEAT)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    asyncio.run(work())
