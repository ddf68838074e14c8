"""Background jobs. `enqueue` is the only way to add one; each task calls verbs as one organisation."""

from services.jobs.queue import enqueue

__all__ = ["enqueue"]
