"""The job queue (procrastinate). A job is written in the caller's transaction: both commit or neither does."""

from __future__ import annotations

from uuid import UUID

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


def enqueue_fan_out(session: Session, *, helpline_id: UUID, escalation_id: UUID, cause_id: UUID) -> None:
    """Add the job that applies the outcomes of the escalation to all incidents behind it, as its helpline.

    It is a job because one transaction for all incidents would lock the feeds of all reporters. `cause_id` is the
    event that changed the escalation.
    """
    arguments = {"organisation_id": str(helpline_id), "escalation_id": str(escalation_id), "cause_id": str(cause_id)}
    enqueue(session, "fan_out_escalation", **arguments)


def enqueue_incident_outcomes(session: Session, *, helpline_id: UUID, incident_id: UUID, cause_id: UUID) -> None:
    """Add the job that applies the outcomes of existing escalations to the incident, as its helpline.

    `cause_id` is the event that changed the incident.
    """
    arguments = {"organisation_id": str(helpline_id), "incident_id": str(incident_id), "cause_id": str(cause_id)}
    enqueue(session, "apply_incident_outcomes", **arguments)


def get_conninfo() -> str:
    """Return the database address as libpq reads it, without SQLAlchemy's dialect prefix."""
    return get_settings().database_url.replace("postgresql+psycopg://", "postgresql://", 1)
