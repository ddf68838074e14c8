"""Dead letters: jobs that failed at every try. They stay in the queue until an operator retries or discards them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

# Arguments and errors are left out: they would name organisations.
SELECT_DEAD_LETTERS = text("""
select j.id, j.task_name, j.attempts, max(e.at) as failed_at
from procrastinate_jobs j left join procrastinate_events e on e.job_id = j.id and e.type = 'failed'
where j.status = 'failed' group by j.id order by j.id
""")
# A periodic job holds a queueing lock. It runs again by itself in the next period.
RETRY = text("""
update procrastinate_jobs set status = 'todo', attempts = 0, scheduled_at = null
where status = 'failed' and queueing_lock is null and (:are_all or id = any (cast(:ids as bigint[]))) returning id
""")
DISCARD = text("""
delete from procrastinate_jobs where status = 'failed' and (:are_all or id = any (cast(:ids as bigint[]))) returning id
""")


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that failed at every try; `attempts` were made in all."""

    id: int
    task_name: str
    attempts: int
    failed_at: datetime | None


def list_dead_letters(session: Session) -> list[DeadLetter]:
    """Return all dead letters, oldest first."""
    return [DeadLetter(*row) for row in session.execute(SELECT_DEAD_LETTERS)]


def retry(session: Session, job_ids: Sequence[int] | None) -> int:
    """Put dead letters back into the queue, all if no ids are given, and return their number; not periodic jobs."""
    return len(session.execute(RETRY, {"are_all": job_ids is None, "ids": list(job_ids or ())}).all())


def discard(session: Session, job_ids: Sequence[int] | None) -> int:
    """Delete dead letters, all if no ids are given, and return their number."""
    return len(session.execute(DISCARD, {"are_all": job_ids is None, "ids": list(job_ids or ())}).all())
