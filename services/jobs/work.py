"""How a worker works. Stop it with SIGTERM; kill it, and the next one does its work again."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException

import services.jobs.tasks  # noqa: F401 - registers the tasks
from services.jobs.queue import QUEUE, app, conninfo

# Polling, since LISTEN costs a fifth of the commit rate and does not pass a pooler in transaction mode.
POLL = 1.0
HEARTBEAT = 2.0
STALLED = 8.0
GRACE = 20.0
CONCURRENCY = 2


def main() -> int:
    """0 when told to stop; 1 with one line when the database went away: whoever started this starts it again."""
    logging.basicConfig(level=logging.ERROR, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    # What they would say at the loss of the database is said below, once.
    for library in ("procrastinate", "psycopg"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    status = 0
    try:
        asyncio.run(work())
    except* (ConnectorException, psycopg.Error):
        sys.stderr.write("worker: the database does not answer\n")
        status = 1
    return status


async def work() -> None:
    """Run until told to stop, taking over what a worker that died left behind."""
    connector = procrastinate.PsycopgConnector(conninfo=conninfo(), kwargs={"prepare_threshold": None})
    with app.replace_connector(connector) as live:
        async with live.open_async(), asyncio.TaskGroup() as group:
            rescue = group.create_task(take_over(live))
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
            rescue.cancel()


async def take_over(live: procrastinate.App) -> None:
    """A job whose worker gives no more signs of life is tried again."""
    while True:
        for job in await live.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            with unless_another_was_first():
                await live.job_manager.retry_job(job)
        await asyncio.sleep(HEARTBEAT)


@contextmanager
def unless_another_was_first() -> Iterator[None]:
    """Every worker looks after the jobs of the dead, and the library's function refuses whoever comes second."""
    try:
        yield
    except ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.errors.RaiseException):
            raise
