"""The worker process. SIGTERM stops it after its running jobs; jobs of a killed worker are retried by the next one."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

import services.jobs.tasks  # noqa: F401 - registers the tasks
from services.jobs.queue import QUEUE_NAME, app, get_conninfo
from services.jobs.retries import MAX_RETRIES

# Polling: LISTEN lowers the commit rate by a fifth and does not work through a transaction-mode pooler.
POLL_INTERVAL_SECONDS = 1.0
HEARTBEAT_INTERVAL_SECONDS = 2.0
STALLED_AFTER_SECONDS = 8.0
SHUTDOWN_TIMEOUT_SECONDS = 20.0
CONCURRENT_JOBS = 2
NO_DATABASE = "worker: the database does not answer"


def main() -> int:
    """Run the worker and return its exit code: 0 after SIGTERM, 1 when the database connection is lost."""
    logging.basicConfig(level=logging.ERROR, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    # Both libraries log every lost connection; the one line below replaces that.
    for library in ("procrastinate", "psycopg"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    exit_code = 0
    try:
        asyncio.run(_run_worker())
    except* (ConnectorException, psycopg.Error):
        sys.stderr.write(f"{NO_DATABASE}\n")
        exit_code = 1
    return exit_code


async def _run_worker() -> None:
    """Run jobs until SIGTERM, and retry the jobs of workers that died."""
    connector = procrastinate.PsycopgConnector(conninfo=get_conninfo(), kwargs={"prepare_threshold": None})
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async(), asyncio.TaskGroup() as task_group:
            retrying = task_group.create_task(_retry_stalled_jobs(worker_app))
            await worker_app.run_worker_async(
                queues=[QUEUE_NAME, "default"],
                concurrency=CONCURRENT_JOBS,
                fetch_job_polling_interval=POLL_INTERVAL_SECONDS,
                listen_notify=False,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT_INTERVAL_SECONDS,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                shutdown_graceful_timeout=SHUTDOWN_TIMEOUT_SECONDS,
            )
            retrying.cancel()


async def _retry_stalled_jobs(worker_app: procrastinate.App) -> None:
    """Retry, for ever, every job whose worker has sent no heartbeat for `STALLED_AFTER_SECONDS`.

    A job that kills its worker each time becomes a dead letter like one that fails.
    """
    manager = worker_app.job_manager
    while True:
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            with _ignore_already_retried():
                if job.attempts < MAX_RETRIES:
                    await manager.retry_job(job)
                else:
                    await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        await asyncio.sleep(HEARTBEAT_INTERVAL_SECONDS)


@contextmanager
def _ignore_already_retried() -> Iterator[None]:
    """Ignore the error that procrastinate's SQL function raises when another worker has retried the job already."""
    try:
        yield
    except ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.errors.RaiseException):
            raise
