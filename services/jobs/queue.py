"""The job queue (procrastinate). A job is written in the caller's transaction: both commit or neither does."""

from __future__ import annotations

import procrastinate
from sqlalchemy.orm import Session

from services.core.settings import get_settings

QUEUE_NAME = "record"

# Not opened in web processes: they only write jobs, on the connection of the caller's session.
app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def enqueue(session: Session, task_name: str, **arguments: str | int) -> None:
    """Add a job for the task to the queue, in the session's transaction. UUIDs are passed as strings."""
    session.flush()
    driver_connection = session.connection().connection.driver_connection
    app.configure_task(task_name, queue=QUEUE_NAME, connection=driver_connection).defer(**arguments)


def get_conninfo() -> str:
    """Return the database address as libpq reads it, without SQLAlchemy's dialect prefix."""
    return get_settings().database_url.replace("postgresql+psycopg://", "postgresql://", 1)
