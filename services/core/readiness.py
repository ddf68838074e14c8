"""Readiness: the database answers, its schema is the one that this code expects, and jobs are not late."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import text

from services.core.db import Session, run_in_transaction
from services.core.db_errors import to_domain_error

HEAD_FILE = Path(__file__).parents[2] / "migrations" / "HEAD"
OK = "ok"
# Late jobs do not make a web server unready: taking it out of service would not help the worker.
REQUIRED_CHECKS = ("database", "migrations")
LATE_SECONDS = 60
SELECT_MIGRATION = text("select version_num from alembic_version")
# Job ids are assigned in order, so the first job that is due is about the oldest.
SELECT_OLDEST_JOB_AGE = text("""
select extract(epoch from now() - coalesce(j.scheduled_at, e.at))
from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at <= now())
order by j.id limit 1
""")


COUNT_FAILED_JOBS = text("select count(*) from procrastinate_jobs where status = 'failed'")


def check_readiness() -> dict[str, str]:
    """Return the result of each check: `ok`, or what is wrong in words that reveal nothing internal."""
    try:
        return run_in_transaction(None, _check_database)
    except Exception as error:
        if to_domain_error(error) is None:
            raise
        return {"database": "unreachable"}


def is_ready(results: dict[str, str]) -> bool:
    """Return True if requests may be sent to this process."""
    return all(results.get(check) == OK for check in REQUIRED_CHECKS)


def _check_database(session: Session) -> dict[str, str]:
    """Return `ok` or the fault for each check: database reached, newest migration applied, no job late or failed."""
    is_at_head = session.scalar(SELECT_MIGRATION) == _expected_migration()
    is_late = (session.scalar(SELECT_OLDEST_JOB_AGE) or 0) > LATE_SECONDS
    failed_jobs = session.scalar(COUNT_FAILED_JOBS) or 0
    return {
        "database": OK,
        "migrations": OK if is_at_head else "not at head",
        "jobs": "late" if is_late else OK,
        "failed_jobs": str(failed_jobs) if failed_jobs else OK,
    }


@cache
def _expected_migration() -> str:
    """Return the name of the newest migration."""
    return HEAD_FILE.read_text().strip()
