"""Whether this process can do its work: the database answers, its schema is the one this code was written for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import text

from services.core.db import Session, in_transaction
from services.core.db_errors import refusal_of

HEAD = Path(__file__).parents[2] / "migrations" / "HEAD"
OK = "ok"
# Without these nothing works. Late jobs are the worker's trouble: taking the web servers away would not help.
NEEDED = ("database", "migrations")
LATE = 60
STEP = text("select version_num from alembic_version")
# Jobs get their numbers in order, so the first that is due is about the oldest.
WAITING = text("""
select extract(epoch from now() - coalesce(j.scheduled_at, e.at))
from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at <= now())
order by j.id limit 1
""")


def check() -> dict[str, str]:
    """Each thing with `ok` or what is wrong, in words that tell an outsider nothing about the inside."""
    try:
        return in_transaction(None, _found)
    except Exception as error:
        if refusal_of(error) is None:
            raise
        return {"database": "unreachable"}


def is_ready(found: dict[str, str]) -> bool:
    """Whether requests may be sent here."""
    return all(found.get(need) == OK for need in NEEDED)


def _found(session: Session) -> dict[str, str]:
    at_head = session.scalar(STEP) == _wanted()
    late = (session.scalar(WAITING) or 0) > LATE
    return {"database": OK, "migrations": OK if at_head else "not at head", "jobs": "late" if late else OK}


@cache
def _wanted() -> str:
    return HEAD.read_text().strip()
