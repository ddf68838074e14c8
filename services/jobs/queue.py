"""The one seam to the job library: a job is written in the caller's transaction, or not at all."""

from __future__ import annotations

from typing import Any

import procrastinate
from sqlalchemy.orm import Session

from services.core.settings import get_settings

QUEUE = "record"

# Kept unopened in web processes: they only ever write on the caller's own connection.
app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def enqueue(session: Session, task: str, **arguments: Any) -> None:
    """Defer a task by name. Rolling back leaves neither row nor job. Arguments must be JSON."""
    session.flush()
    driver = session.connection().connection.driver_connection
    app.configure_task(task, queue=QUEUE, connection=driver).defer(**arguments)


def conninfo() -> str:
    """The address for the driver alone."""
    return get_settings().database_url.replace("postgresql+psycopg://", "postgresql://", 1)
