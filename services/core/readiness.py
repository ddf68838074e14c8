"""Whether this process can do its work: the database answers, its schema is the one this code was written for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import text

from services.core.db import Session, run_in_transaction
from services.core.db_errors import to_domain_error

HEAD_FILE = Path(__file__).parents[2] / "migrations" / "HEAD"
OK = "ok"
# Without these nothing works. Late jobs are the worker's trouble: taking the web servers away would not help.
REQUIRED_CHECKS = ("database", "migrations")
LATE_SECONDS = 60
SELECT_MIGRATION = text("select version_num from alembic_version")
# Jobs get their numbers in order, so the first that is due is about the oldest.
SELECT_OLDEST_JOB_AGE = text("""
select extract(epoch from now() - coalesce(j.scheduled_at, e.at))
from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at <= now())
order by j.id limit 1
""")


def check_readiness() -> dict[str, str]:
    """Each thing with `ok` or what is wrong, in words that tell an outsider nothing about the inside."""
    try:
        return run_in_transaction(None, _check_database)
    except Exception as error:
        if to_domain_error(error) is None:
            raise
        return {"database": "unreachable"}


def is_ready(found: dict[str, str]) -> bool:
    """Whether requests may be sent here."""
    return all(found.get(need) == OK for need in REQUIRED_CHECKS)


def _check_database(session: Session) -> dict[str, str]:
    at_head = session.scalar(SELECT_MIGRATION) == _expected_migration()
    late = (session.scalar(SELECT_OLDEST_JOB_AGE) or 0) > LATE_SECONDS
    return {"database": OK, "migrations": OK if at_head else "not at head", "jobs": "late" if late else OK}


@cache
def _expected_migration() -> str:
    return HEAD_FILE.read_text().strip()
