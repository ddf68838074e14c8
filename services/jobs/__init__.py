"""Work that outlives a request. `enqueue` is the only way in; the tasks are three lines and call a verb."""

from services.jobs.queue import enqueue

__all__ = ["enqueue"]
