"""The tables, in one SQL file for each subject."""

from __future__ import annotations

from pathlib import Path

from migrations.baseline.sql_execution import execute_file, execute_sql

FOLDER = Path(__file__).parent
# In this order, because a foreign key needs the table that it refers to.
SUBJECTS = (
    "identity",
    "organisations",
    "access",
    "subjects",
    "incidents",
    "escalations",
    "member_cases",
    "statistics",
    "events",
    "requests",
)


# The application uses the tables of the job queue without row-level security: jobs hold ids only.
GRANT_JOB_TABLES = """
do $$ declare job_table record; job_sequence record; begin
  for job_table in select tablename from pg_tables
    where schemaname = 'public' and tablename like 'procrastinate\\_%' loop
    execute format('grant select, insert, update, delete on %I to tarian_app', job_table.tablename);
  end loop;
  for job_sequence in select sequencename from pg_sequences
    where schemaname = 'public' and sequencename like 'procrastinate\\_%' loop
    execute format('grant usage on sequence %I to tarian_app', job_sequence.sequencename);
  end loop;
end $$
"""


def create_job_tables() -> None:
    """Create the tables of the job queue, as procrastinate 3.10 ships them.

    The file is a copy, so that a newer version of the library does not change this migration.
    """
    execute_file(FOLDER / "procrastinate.sql")
    execute_sql(GRANT_JOB_TABLES)


def create_tables() -> None:
    """Create the tables of the authorization server and of the product."""
    for subject in SUBJECTS:
        execute_file(FOLDER / f"{subject}.sql")
