"""The job queue (procrastinate). A job is written in the caller's transaction: both commit or neither does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import procrastinate
from sqlalchemy.orm import Session

from services.core.settings import get_settings

QUEUE_NAME = "record"

# Neither is opened: jobs are written on the connection of the caller's session. The worker replaces the connector of
# `app`, so that a task that adds a job needs another app.
app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())
producer = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def enqueue(session: Session, task_name: str, *, delay: timedelta = timedelta(), **arguments: str | int) -> None:
    """Add a job for the task to the queue, in the session's transaction. UUIDs are passed as strings.

    The worker runs it after `delay`.
    """
    session.flush()
    driver_connection = session.connection().connection.driver_connection
    scheduled_at = datetime.now(UTC) + delay if delay else None
    task = producer.configure_task(task_name, queue=QUEUE_NAME, connection=driver_connection, schedule_at=scheduled_at)
    task.defer(**arguments)


def enqueue_fan_out(session: Session, *, helpline_id: UUID, escalation_id: UUID, cause_id: UUID) -> None:
    """Add the job that applies the outcomes of the escalation to all incidents behind it, as its helpline.

    It is a job because one transaction for all incidents would lock the feeds of all reporters. `cause_id` is the
    event that changed the escalation.
    """
    enqueue(
        session,
        "fan_out_escalation",
        organisation_id=str(helpline_id),
        escalation_id=str(escalation_id),
        cause_id=str(cause_id),
    )


def enqueue_incident_outcomes(
    session: Session, *, helpline_id: UUID, incident_id: UUID, cause_id: UUID, delay: timedelta = timedelta()
) -> None:
    """Add the job that applies the outcomes of existing escalations to the incident, as its helpline, after `delay`.

    `cause_id` is the event that changed the incident.
    """
    enqueue(
        session,
        "apply_incident_outcomes",
        delay=delay,
        organisation_id=str(helpline_id),
        incident_id=str(incident_id),
        cause_id=str(cause_id),
    )


def get_conninfo() -> str:
    """Return the database address as libpq reads it, without SQLAlchemy's dialect prefix."""
    return get_settings().database_url.replace("postgresql+psycopg://", "postgresql://", 1)
