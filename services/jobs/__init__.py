"""Background jobs. The `enqueue` functions are the only way to add one; each task calls verbs as one organisation."""

from services.jobs.queue import enqueue, enqueue_fan_out, enqueue_incident_outcomes

__all__ = ["enqueue", "enqueue_fan_out", "enqueue_incident_outcomes"]
